package magpie.kit.rpc;

import io.grpc.Channel;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import magpie.kit.expiry.Expiry;

/**
 * Sends what changes something.
 *
 * @param again whether it may be made twice
 */
record Change(Channel channel, RpcMethod method, boolean again, InstantSource clock) implements Wire {
    @Override
    public byte[] send(byte[] message, long limitNanos) throws ExecutionException, InterruptedException {
        Expiry.current().check();
        try (Tries tries = new Tries(this, message, limitNanos)) {
            return tries.send();
        }
    }

    /** When a try ends that begins now and is over, for all clocks, within this time. */
    Expiry within(long nanos) {
        long most = Math.max(nanos / 2, nanos - Expiry.MARGIN.toNanos());
        return Expiry.current().earlier(clock.millis() + TimeUnit.NANOSECONDS.toMillis(most));
    }

    /** How long until it is over, for all clocks. */
    long nanosUntilOver(Expiry expiry) {
        return TimeUnit.MILLISECONDS.toNanos(expiry.untilMillis() - clock.millis()) + Expiry.MARGIN.toNanos();
    }
}
