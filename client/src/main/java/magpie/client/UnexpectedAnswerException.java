package magpie.client;

/** An answer came that is not the expected one. The message has the request, the answer and what was expected. */
public final class UnexpectedAnswerException extends IllegalStateException {
    private final transient Answer answer;

    UnexpectedAnswerException(Answer answer, String expected) {
        super(answer.response().request().method() + " " + answer.response().uri() + ": " + answer.status() + " "
                + answer.response().body() + " (expected: " + expected + ")");
        this.answer = answer;
    }

    /** The answer that came instead. */
    public Answer answer() {
        return answer;
    }
}
