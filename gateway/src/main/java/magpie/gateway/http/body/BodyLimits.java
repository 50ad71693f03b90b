package magpie.gateway.http.body;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.eclipse.jetty.server.Request;

/**
 * How large a body may be and how long it may take to arrive, so that nobody fills the memory or keeps the server
 * waiting by sending slowly; and how long an answer may take to be taken.
 *
 * @param jsonBytes the most bytes of JSON, or of a form
 * @param bodyBytes the most bytes of anything
 * @param patience the longest time a body may take, however large it is
 * @param leastRate the fewest bytes a second that are waited for
 */
public record BodyLimits(int jsonBytes, int bodyBytes, Duration patience, int leastRate) {
    private static final long BODY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long BRIEF_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Refuses what says of itself that it is too large, whether anybody wants it or not: larger than an upload may be. */
    public void admit(Request request, long upload) {
        long most = Math.max(bodyBytes, upload);
        if (request.getLength() > most) {
            throw tooLarge(most);
        }
    }

    /** Refuses what is not of a kind, or says of itself that it is too large. */
    public void admit(Request request, BodyKind kind) {
        if (!kind.isThatOf(request)) {
            throw ServiceException.of(Code.UNSUPPORTED_MEDIA_TYPE, kind.wanted());
        }
        if (request.getLength() > jsonBytes) {
            throw tooLarge(jsonBytes);
        }
    }

    /** Whether a body may be of one of these kinds, as far as can be told before it is here. */
    public boolean mayBe(Request request, Set<BodyKind> kinds) {
        for (BodyKind kind : kinds) {
            if (kind.isThatOf(request)) {
                return request.getLength() <= jsonBytes;
            }
        }
        return false;
    }

    /** How long so many bytes may take to arrive. */
    long bodyNanos(long bytes) {
        return Math.min(patience.toNanos(), BODY_NANOS + nanos(bytes));
    }

    /** When, counted from its beginning, an upload is given up of which so many bytes have come and no more does. */
    long uploadNanos(long bytes) {
        return BODY_NANOS + nanos(bytes);
    }

    /** How long one throws away what is left of a body behind the answer; briefly where the client was told why. */
    long lingerNanos(long bytes, boolean refused) {
        return refused ? Math.min(BRIEF_NANOS, bodyNanos(bytes)) : bodyNanos(bytes);
    }

    /** How long so many bytes may take to be taken. */
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
        return ServiceException.of(Code.OVERLOADED, "Too much is on its way here already.");
    }
}
