package magpie.api.user;

import org.jspecify.annotations.Nullable;

/**
 * A change of the account; null leaves a field as it is, an empty URL removes the picture.
 *
 * @param password the owner's password, required to change the e-mail address, because that signs people in
 */
public record AccountChange(
        long userId,
        @Nullable String displayName,
        @Nullable String bio,
        @Nullable String avatarUrl,
        @Nullable String headerUrl,
        @Nullable String email,
        @Nullable Settings settings,
        @Nullable String password) {
    /** The same, leaving the e-mail address as it is. */
    public AccountChange withoutEmail() {
        return new AccountChange(userId, displayName, bio, avatarUrl, headerUrl, null, settings, null);
    }

    @Override
    public String toString() {
        return "AccountChange[userId=" + userId + "]";
    }
}
