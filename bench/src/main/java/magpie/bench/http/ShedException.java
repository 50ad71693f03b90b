package magpie.bench.http;

/** The server refused a request for now: 503 with Retry-After. It has no stack trace, as there may be very many. */
public final class ShedException extends WrongAnswerException {
    private static final long serialVersionUID = 1;

    public ShedException() {
        super("503 with Retry-After");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
