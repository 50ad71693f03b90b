package magpie.kit;

/** The program cannot start, for a reason its operator can do something about. The message says what. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A reason and what to do, in whole sentences. */
    public StartException(String message) {
        super(message);
    }

    /** The same with the fault behind it, for the log. */
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
