package magpie.client;

/** An answer came, and is not the one that was to come. The message has the request, the answer and what was expected. */
public final class UnexpectedAnswerException extends IllegalStateException {
    private final transient Answer answer;

    UnexpectedAnswerException(Answer answer, String expected) {
        super(answer.response().request().method() + " " + answer.response().uri() + ": " + answer.status() + " "
                + answer.response().body() + " (expected: " + expected + ")");
        this.answer = answer;
    }

    /** What came instead. */
    public Answer answer() {
        return answer;
    }
}
