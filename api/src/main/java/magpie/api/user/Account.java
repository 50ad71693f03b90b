package magpie.api.user;

/**
 * An account as its owner sees it.
 *
 * @param profile what everybody sees
 * @param email the address as it was given
 * @param settings what the owner chose
 * @param emailChangedAt when the address was changed, in milliseconds since 1970; 0 if it never was
 */
public record Account(Profile profile, String email, Settings settings, long emailChangedAt) {
    /** An account whose address was never changed. */
    public Account(Profile profile, String email, Settings settings) {
        this(profile, email, settings, 0);
    }
}
