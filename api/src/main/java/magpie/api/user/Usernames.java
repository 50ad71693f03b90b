package magpie.api.user;

import java.util.List;

/**
 * Names to look up.
 *
 * @param usernames at most {@link magpie.api.Limits#BATCH}
 */
public record Usernames(List<String> usernames) {}
