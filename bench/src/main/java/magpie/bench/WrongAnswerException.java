package magpie.bench;

import java.io.IOException;

/** A whole answer that is not the one it should be; the connection is well. */
sealed class WrongAnswerException extends IOException permits ShedException {
    private static final long serialVersionUID = 1;

    WrongAnswerException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
