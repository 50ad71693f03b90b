package magpie.gateway.auth;

/**
 * The name of a cookie. Where the client uses TLS it begins with {@code __Host-}: browsers take such a cookie only with
 * Secure, for all paths, and for this very host, so a page of a neighbouring host cannot slip in one of its own. Without
 * TLS browsers refuse the prefix.
 */
public record CookieName(String plain, String prefixed) {
    private static final String PREFIX = "__Host-";

    /** A cookie of this name. */
    public CookieName(String plain) {
        this(plain, PREFIX + plain);
    }

    /** Its name for a client with or without TLS. */
    public String of(boolean secure) {
        return secure ? prefixed : plain;
    }
}
