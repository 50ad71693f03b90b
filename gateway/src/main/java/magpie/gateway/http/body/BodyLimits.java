package magpie.gateway.http.body;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.eclipse.jetty.server.Request;

/**
 * Limits on how large a body may be and how long it may take to arrive, so that slow or large senders exhaust nothing;
 * and on how long an answer may take to be read.
 *
 * @param jsonBytes the most bytes of JSON, or of a form
 * @param bodyBytes the most bytes of anything
 * @param patience the longest time a body may take, whatever its size
 * @param leastRate the lowest accepted rate in bytes a second
 */
public record BodyLimits(int jsonBytes, int bodyBytes, Duration patience, int leastRate) {
    private static final long BODY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long BRIEF_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Refuses a body that declares to be larger than an upload may be, whether anybody wants it or not. */
    public void admit(Request request, long upload) {
        long most = Math.max(bodyBytes, upload);
        if (request.getLength() > most) {
            throw tooLarge(most);
        }
    }

    /** Refuses a body that is of another kind, or declares to be too large. */
    public void admit(Request request, BodyKind kind) {
        if (!kind.isThatOf(request)) {
            throw ServiceException.of(Code.UNSUPPORTED_MEDIA_TYPE, kind.wanted());
        }
        if (request.getLength() > jsonBytes) {
            throw tooLarge(jsonBytes);
        }
    }

    /** Whether a body may be of one of these kinds, as far as the head tells. */
    public boolean mayBe(Request request, Set<BodyKind> kinds) {
        for (BodyKind kind : kinds) {
            if (kind.isThatOf(request)) {
                return request.getLength() <= jsonBytes;
            }
        }
        return false;
    }

    /** The time allowed for this many bytes to arrive. */
    long bodyNanos(long bytes) {
        return Math.min(patience.toNanos(), BODY_NANOS + nanos(bytes));
    }

    /** The time, counted from its start, after which an upload is given up once this many bytes came and then none. */
    long uploadNanos(long bytes) {
        return BODY_NANOS + nanos(bytes);
    }

    /** How long the rest of a body is discarded after the answer; briefly if the client was told why. */
    long lingerNanos(long bytes, boolean refused) {
        return refused ? Math.min(BRIEF_NANOS, bodyNanos(bytes)) : bodyNanos(bytes);
    }

    /** The time allowed for the client to take this many bytes. */
    public long answerNanos(long bytes) {
        return ANSWER_NANOS + nanos(bytes);
    }

    private long nanos(long bytes) {
        return TimeUnit.SECONDS.toNanos(bytes) / leastRate;
    }

    ServiceException tooLarge() {
        return tooLarge(jsonBytes);
    }

    static ServiceException tooLarge(long limit) {
        return ServiceException.of(Code.TOO_LARGE, "The body is larger than " + limit + " bytes.");
    }

    static ServiceException noRoom() {
        return ServiceException.of(Code.OVERLOADED, "Too many large bodies are arriving already.");
    }
}
