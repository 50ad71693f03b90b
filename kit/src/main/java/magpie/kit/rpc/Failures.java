package magpie.kit.rpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import magpie.kit.contract.Defect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Converts {@link ServiceException} to gRPC status and back. What the caller may know travels in one trailer; the gRPC
 * code beside it is for gRPC's own tools.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Codec CODEC = Codec.of(Failure.class);
    private static final Metadata.Key<byte[]> TRAILER =
            Metadata.Key.of("magpie-error-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /** Base64 turns this into 5,400 bytes, which leaves room in the 8 KiB that gRPC allows for trailers. */
    private static final int MAX_TRAILER_BYTES = 4_000;

    private static final int MAX_MESSAGE_CHARS = 500;

    private Failures() {}

    /** The trailer; {@code code} is a name, because a peer may know codes that this program does not. */
    record Failure(String code, String message, List<FieldError> errors, int retryAfter) {}

    /** Converts the failure of a call for its caller; unexpected exceptions are logged here. */
    static StatusException toStatus(Throwable failure, String method) {
        ServiceException known = failure instanceof ServiceException e ? e : Defect.of(failure, method);
        // The cause does not travel. Behind a mistake of the caller's it is of no interest.
        if (failure == known && known.getCause() != null && known.code().status() >= 500) {
            LOG.warn("{} failed with {}: {}", method, known.code(), known.safeMessage(), known.getCause());
        }
        Metadata trailers = new Metadata();
        trailers.put(TRAILER, encode(known));
        return status(known.code()).withDescription(known.code().name()).asException(trailers);
    }

    /** Whether the service itself answered, and so is done with the call. */
    static boolean isAnswer(ExecutionException e) {
        Metadata trailers = e.getCause() instanceof StatusRuntimeException failure ? failure.getTrailers() : null;
        return trailers != null && trailers.containsKey(TRAILER);
    }

    static boolean isUnavailable(ExecutionException e) {
        return e.getCause() instanceof StatusRuntimeException failure
                && failure.getStatus().getCode() == Status.Code.UNAVAILABLE;
    }

    /** Converts the failure of a call for the code that made it. */
    static ServiceException toException(StatusRuntimeException failure, String method) {
        Metadata trailers = failure.getTrailers();
        byte[] trailer = trailers == null ? null : trailers.get(TRAILER);
        try {
            return trailer == null ? fromTransport(failure, method) : decode(trailer, method);
        } catch (JacksonException e) {
            return Defect.of(e, method);
        }
    }

    /**
     * Converts a failure of the transport, not the service. A refused token is a fault of this installation: it must
     * not look as if the end user's own session were invalid.
     */
    private static ServiceException fromTransport(StatusRuntimeException failure, String method) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE, CANCELLED -> ServiceException.unavailable("A service is not reachable.", failure);
            case DEADLINE_EXCEEDED -> ServiceException.unavailable("A service took too long.", failure);
            default -> Defect.of(failure, method);
        };
    }

    private static ServiceException decode(byte[] trailer, String method) {
        Failure failure = (Failure) CODEC.decode(trailer);
        Optional<Code> code = Arrays.stream(Code.values())
                .filter(known -> known.name().equals(failure.code()))
                .findAny();
        return code.map(known ->
                        new ServiceException(known, failure.message(), failure.errors(), failure.retryAfter(), null))
                .orElseGet(() -> Defect.of(new IllegalStateException("Unknown code " + failure.code()), method));
    }

    /** Drops errors from the end until the trailer fits; the first ones give the caller enough to correct. */
    private static byte[] encode(ServiceException e) {
        String message = cut(e.safeMessage());
        List<FieldError> errors = e.errors();
        byte[] trailer = encode(e, message, errors);
        while (trailer.length > MAX_TRAILER_BYTES) {
            errors = errors.subList(0, errors.size() / 2);
            trailer = encode(e, message, errors);
        }
        return trailer;
    }

    private static byte[] encode(ServiceException e, String message, List<FieldError> errors) {
        return CODEC.encode(new Failure(e.code().name(), message, errors, e.retryAfterSeconds()));
    }

    private static String cut(String message) {
        return message.length() <= MAX_MESSAGE_CHARS ? message : message.substring(0, MAX_MESSAGE_CHARS);
    }

    private static Status status(Code code) {
        return switch (code.status()) {
            case 401 -> Status.UNAUTHENTICATED;
            case 403 -> Status.PERMISSION_DENIED;
            case 404 -> Status.NOT_FOUND;
            case 409 -> Status.ALREADY_EXISTS;
            case 429 -> Status.RESOURCE_EXHAUSTED;
            case 500 -> Status.INTERNAL;
            case 503 -> Status.UNAVAILABLE;
            default -> Status.INVALID_ARGUMENT;
        };
    }
}
