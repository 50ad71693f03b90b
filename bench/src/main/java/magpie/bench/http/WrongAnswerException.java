package magpie.bench.http;

import java.io.IOException;

/** A complete answer that is not the expected one; the connection is fine. */
public sealed class WrongAnswerException extends IOException permits ShedException {
    private static final long serialVersionUID = 1;

    public WrongAnswerException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
