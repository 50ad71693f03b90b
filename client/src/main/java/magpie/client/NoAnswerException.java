package magpie.client;

/** No answer came, so it is unknown whether the request was done. The cause says why. */
public final class NoAnswerException extends IllegalStateException {
    NoAnswerException(String request, Throwable cause) {
        super(request, cause);
    }

    /** Why no answer came, in one line. */
    public String reason() {
        return String.valueOf(getCause());
    }
}
