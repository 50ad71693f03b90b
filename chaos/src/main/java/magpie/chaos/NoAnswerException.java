package magpie.chaos;

/** No answer came: whether the request was done is not known. */
public final class NoAnswerException extends IllegalStateException {
    NoAnswerException(String request, Throwable cause) {
        super(request, cause);
    }

    /** Why there was none, in one line. */
    String reason() {
        return String.valueOf(getCause());
    }
}
