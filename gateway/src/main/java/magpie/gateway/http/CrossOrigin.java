package magpie.gateway.http;

import java.util.List;
import java.util.Set;

/**
 * What browsers are told about pages of other sites that call an API; cookies they never send along.
 *
 * @param origins the sites, such as {@code https://example.org}; {@code *} for all
 * @param sent the header fields that they may send
 * @param shown the header fields of an answer that they may see
 */
public record CrossOrigin(List<String> origins, Set<String> sent, Set<String> shown) {
    /** For an API that only its own site's pages call. */
    public static final CrossOrigin NONE = new CrossOrigin(List.of(), Set.of(), Set.of());
}
