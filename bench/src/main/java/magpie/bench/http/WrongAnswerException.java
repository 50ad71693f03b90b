package magpie.bench.http;

import java.io.IOException;

/** A whole answer that is not the one it should be; the connection is well. */
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
