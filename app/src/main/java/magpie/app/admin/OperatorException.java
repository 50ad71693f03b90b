package magpie.app.admin;

/** The operator asked for something that does not exist or is malformed; the message says what is expected. */
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
