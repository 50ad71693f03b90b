package magpie.app;

/** An operator asked for something that is not there or not said right; the message says what would be. */
final class OperatorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String text;

    OperatorException(String text) {
        super(text);
        this.text = text;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
