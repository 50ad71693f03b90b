package magpie.post.cassandra.session;

/** A conditional write got no answer, so it may have been applied. Its writer reads the row to find out. */
public final class UnknownOutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownOutcomeException(Throwable cause) {
        super(cause);
    }
}
