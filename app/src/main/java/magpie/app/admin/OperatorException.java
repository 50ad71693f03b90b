package magpie.app.admin;

/** An operator asked for something that is not there or not said right; the message says what would be. */
public final class OperatorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String text;

    public OperatorException(String text) {
        super(text);
        this.text = text;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
