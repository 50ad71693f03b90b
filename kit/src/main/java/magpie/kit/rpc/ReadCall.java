package magpie.kit.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request that changes nothing.
 *
 * @param hedging asks again while there is no answer; null for no hedging
 */
record ReadCall(Channel channel, RpcMethod method, @Nullable Hedging hedging) implements Wire {
    @Override
    public byte[] send(byte[] message, long limitNanos) throws ExecutionException, InterruptedException {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(limitNanos, TimeUnit.NANOSECONDS);
        Attempts attempts = new Attempts(channel, method, options, message);
        attempts.make();
        if (hedging != null) {
            hedging.watch(attempts);
        }
        return attempts.get();
    }
}
