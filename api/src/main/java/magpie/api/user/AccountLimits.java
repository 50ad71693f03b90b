package magpie.api.user;

/** How long the fields of an account may be, in graphemes unless something else is said. */
public final class AccountLimits {
    /** A user name, in characters. */
    public static final int USERNAME = 30;

    /** A display name. */
    public static final int DISPLAY_NAME = 50;

    /** A biography. */
    public static final int BIO = 500;

    /** An e-mail address, in characters. */
    public static final int EMAIL = 254;

    /** The shortest password, in characters (code points). */
    public static final int PASSWORD_LEAST = 8;

    /** The longest password, in characters (code points). */
    public static final int PASSWORD_MOST = 128;

    private AccountLimits() {}
}
