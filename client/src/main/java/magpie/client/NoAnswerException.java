package magpie.client;

/** No answer came: whether the request was done is not known. Its cause is why there was none. */
public final class NoAnswerException extends IllegalStateException {
    NoAnswerException(String request, Throwable cause) {
        super(request, cause);
    }

    /** Why there was none, in one line. */
    public String reason() {
        return String.valueOf(getCause());
    }
}
