package magpie.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one error type of every contract. It carries two texts: the message is safe to show to the caller, the cause
 * (and its text) is for the log alone. It travels between processes with its code, message, fields and retry time.
 */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final transient List<FieldError> errors;
    private final int retryAfterSeconds;

    /** Spells everything out; the static factories below are shorter. */
    public ServiceException(
            Code code, String message, List<FieldError> errors, int retryAfterSeconds, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** An error with a code and a text for the caller. */
    public static ServiceException of(Code code, String message) {
        return new ServiceException(code, message, List.of(), 0, null);
    }

    /** There is no such thing, or the caller may not see it; which of the two is not revealed. */
    public static ServiceException notFound(String what) {
        return of(Code.NOT_FOUND, "There is no such " + what + ".");
    }

    /** One value is not acceptable. */
    public static ServiceException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** Several values are not acceptable; all are reported together. */
    public static ServiceException invalid(List<FieldError> errors) {
        return new ServiceException(Code.INVALID_VALUE, "The request has values that are not valid.", errors, 0, null);
    }

    /** A dependency is away; the cause goes to the log. */
    public static ServiceException unavailable(String message, @Nullable Throwable cause) {
        return new ServiceException(Code.UNAVAILABLE, message, List.of(), 1, cause);
    }

    /** There is too much to do; retry after a second. The cause goes to the log. */
    public static ServiceException overloaded(String message, @Nullable Throwable cause) {
        return new ServiceException(Code.OVERLOADED, message, List.of(), 1, cause);
    }

    /** What went wrong, from the closed list. */
    public Code code() {
        return code;
    }

    /** A text that is safe to show to the caller. */
    public String safeMessage() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }

    /** The mistakes by field; empty where the error is not about the input. */
    public List<FieldError> errors() {
        return errors;
    }

    /** Whether the fault is not the request's own: a dependency is away or overloaded and will recover. */
    public boolean isPassing() {
        return code == Code.UNAVAILABLE || code == Code.OVERLOADED;
    }

    /** After how many seconds a retry makes sense; 0 where it does not. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
