package magpie.api.user;

import org.jspecify.annotations.Nullable;

/**
 * What everybody may see of an account.
 *
 * @param id the account; its creation time is in it
 * @param username 1 to 30 of a-z, 0-9, _; never changes
 * @param displayName 1 to 50 graphemes
 * @param bio at most 500 graphemes, may be empty
 * @param avatarUrl a path or URL, or null
 * @param headerUrl a path or URL, or null
 */
public record Profile(
        long id,
        String username,
        String displayName,
        String bio,
        @Nullable String avatarUrl,
        @Nullable String headerUrl) {}
