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
 * One change and its tries, which never overlap: each says until when it may be made, the next one begins only when the
 * one before is over, and whoever asked hears of a failure only when the last one is. Otherwise a peer that stood still
 * would make a try that undoes what was acknowledged meanwhile.
 */
final class Tries implements AutoCloseable {
    /** How long the first peer has. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Change change;
    private final byte[] message;
    private final long end;
    /** Open until the end, also those that are over: so a peer that hangs is the busier one, and not the next. */
    private final List<Try> made = new ArrayList<>(2);

    private @Nullable ExecutionException failure;

    Tries(Change change, byte[] message, long limitNanos) {
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

    /** Null when the try is over, and what came of it is not known. */
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

    /** A try before the last may have been made in its time and been answered later: that is known to be good only now. */
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
