package magpie.kit.rpc;

import io.grpc.Channel;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import magpie.kit.expiry.Expiry;

/**
 * Sends a request that changes something.
 *
 * @param again whether it may be sent twice
 */
record WriteCall(Channel channel, RpcMethod method, boolean again, InstantSource clock) implements Wire {
    @Override
    public byte[] send(byte[] message, long limitNanos) throws ExecutionException, InterruptedException {
        Expiry.current().check();
        try (Tries tries = new Tries(this, message, limitNanos)) {
            return tries.send();
        }
    }

    /** The deadline of a try that begins now and must be over, by every clock, within this time. */
    Expiry within(long nanos) {
        long most = Math.max(nanos / 2, nanos - Expiry.MARGIN.toNanos());
        return Expiry.current().earlier(clock.millis() + TimeUnit.NANOSECONDS.toMillis(most));
    }

    /** How long until it is over by every clock. */
    long nanosUntilOver(Expiry expiry) {
        return TimeUnit.MILLISECONDS.toNanos(expiry.untilMillis() - clock.millis()) + Expiry.MARGIN.toNanos();
    }
}
