package magpie.api;

/**
 * The closed list of what can go wrong, as callers of a contract and of the public API see it. A code keeps its
 * meaning for ever; new ones may be added.
 */
public enum Code {
    /** The request could not be read at all: broken JSON, a broken cursor, a broken id. */
    MALFORMED(400),
    /** No token, or one that is expired, forged or revoked. */
    UNAUTHENTICATED(401),
    /** The caller is known and may not do this. */
    FORBIDDEN(403),
    /** There is no such thing, or the caller may not see it. */
    NOT_FOUND(404),
    /** The path exists, the method does not. */
    METHOD_NOT_ALLOWED(405),
    /** Somebody has that user name. */
    USERNAME_TAKEN(409),
    /** Somebody has that e-mail address. */
    EMAIL_TAKEN(409),
    /** The request's body or header is larger than the limit. */
    TOO_LARGE(413),
    /** The body is not of a type that this path takes. */
    UNSUPPORTED_MEDIA_TYPE(415),
    /** The request was read, and a value in it is not acceptable. */
    INVALID_VALUE(422),
    /** A limit of the product is reached, for example of accounts followed. */
    LIMIT_REACHED(422),
    /** The idempotency key was used before with another body. */
    IDEMPOTENCY_MISMATCH(422),
    /** Too many requests; try again after the given time. */
    RATE_LIMITED(429),
    /** A defect here. The reference in the message finds it in the log. */
    INTERNAL(500),
    /** Something this depends on is away; nothing was changed, or it is not known whether it was. */
    UNAVAILABLE(503),
    /** This instance has more to do than it can; nothing was changed. */
    OVERLOADED(503);

    private final int status;

    Code(int status) {
        this.status = status;
    }

    /** The HTTP status this code has in the public API. */
    public int status() {
        return status;
    }
}
