package magpie.post.cassandra.session;

/** A conditional write was not answered: it took place or not. Whoever wrote it reads the row and goes on from there. */
public final class UnknownOutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownOutcomeException(Throwable cause) {
        super(cause);
    }
}
