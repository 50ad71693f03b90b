package magpie.engines.node;

import org.jspecify.annotations.Nullable;

/** A problem with an engine that needs a person; the message says what to do. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineException(String message) {
        this(message, null);
    }

    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
