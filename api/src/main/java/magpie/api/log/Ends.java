package magpie.api.log;

import java.util.Map;

/**
 * Where topics end.
 *
 * @param offsets topic to the offset of its newest event; 0 for an empty topic
 */
public record Ends(Map<String, Long> offsets) {}
