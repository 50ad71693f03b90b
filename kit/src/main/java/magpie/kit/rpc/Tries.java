package magpie.kit.rpc;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import magpie.kit.expiry.Expiry;
import org.jspecify.annotations.Nullable;

/**
 * Makes one change with retries that never overlap: each try carries a deadline, the next one begins only when the one
 * before is over, and the caller hears of a failure only when the last one is over. Otherwise a peer that stalled could
 * run a late try that undoes what was acknowledged meanwhile.
 */
final class Tries implements AutoCloseable {
    /** How long the first peer has to answer. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final WriteCall change;
    private final byte[] message;
    private final long end;
    /** All stay open until the end, even those that are over: so a hanging peer looks busier and is avoided. */
    private final List<Try> made = new ArrayList<>(2);

    private @Nullable ExecutionException failure;

    Tries(WriteCall change, byte[] message, long limitNanos) {
        this.change = change;
        this.message = message;
        this.end = System.nanoTime() + limitNanos;
    }

    byte[] send() throws ExecutionException, InterruptedException {
        byte[] answer = null;
        if (change.again() && left() > 3 * FIRST.toNanos()) {
            answer = make(FIRST.plus(Expiry.MARGIN).toNanos());
        }
        if (answer == null) {
            answer = make(left());
        }
        return answer == null ? late() : answer;
    }

    private long left() {
        return end - System.nanoTime();
    }

    /** Null when the try is over and its outcome is unknown. */
    private byte @Nullable [] make(long nanos) throws ExecutionException, InterruptedException {
        Expiry expiry = change.within(nanos);
        expiry.check();
        long over = System.nanoTime() + change.nanosUntilOver(expiry);
        Try one = Try.start(change, expiry, message, left());
        made.add(one);
        try {
            return one.await(over - System.nanoTime());
        } catch (ExecutionException e) {
            if (change.again() && one.isSent() && !Failures.isAnswer(e)) {
                TimeUnit.NANOSECONDS.sleep(
                        over - System.nanoTime()); // the peer may have it, and may be about to make it
            } else if (!expiry.isOver() || !Failures.isUnavailable(e)) {
                throw e;
            }
            failure = e;
            return null;
        }
    }

    /** An earlier try may have been made in time and answered late: only now is that a success. */
    private byte[] late() throws ExecutionException {
        for (Try one : made) {
            byte[] answer = one.answered();
            if (answer != null) {
                return answer;
            }
        }
        throw failure == null ? new ExecutionException(Status.DEADLINE_EXCEEDED.asRuntimeException()) : failure;
    }

    @Override
    public void close() {
        made.forEach(Try::giveUp);
    }
}
