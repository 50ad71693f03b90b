package magpie.engines;

import org.jspecify.annotations.Nullable;

/** Something about an engine that a person must hear of; the message says what to do. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EngineException(String message) {
        this(message, null);
    }

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
