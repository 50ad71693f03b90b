package magpie.kit.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.stub.ClientCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one request that changes nothing; the first that ends decides. One thread makes the first,
 * {@link Hedging} makes more.
 */
final class Attempts {
    private static final int MOST = 4;

    private final Channel channel;
    private final RpcMethod method;
    private final CallOptions options;
    private final Context context = Context.current();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<ClientCall<byte[], byte[]>> calls = new ArrayList<>(1);
    private final ResponseObserver answer = new ResponseObserver();
    /** Null when it is over: {@link Hedging} may hold on to it for another second, and messages are large. */
    private byte @Nullable [] request;

    private volatile long since;

    /** Makes no attempt yet. */
    Attempts(Channel channel, RpcMethod method, CallOptions options, byte[] request) {
        this.channel = channel;
        this.method = method;
        this.options = options;
        this.request = request;
    }

    /** When the last attempt was made, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** Makes an attempt; false if the request is over, or had enough of them. */
    boolean make() {
        lock.lock();
        try {
            byte[] message = request;
            if (message == null || answer.isDone() || calls.size() == MOST) {
                return false;
            }
            since = System.nanoTime();
            ClientCall<byte[], byte[]> call = channel.newCall(method.descriptor(), options);
            calls.add(call);
            ClientCalls.asyncUnaryCall(call, message, answer);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Makes another attempt on behalf of whoever made the first. */
    boolean makeAgain() {
        Context before = context.attach();
        try {
            return make();
        } finally {
            context.detach(before);
        }
    }

    /** Waits for the first answer, and cancels all other attempts. */
    byte[] get() throws InterruptedException, ExecutionException {
        try {
            answer.get();
            return answer.message();
        } finally {
            end();
        }
    }

    private void end() {
        lock.lock();
        try {
            if (calls.size() > 1 || !answer.isDone()) {
                calls.forEach(call -> call.cancel("The answer came from elsewhere, or nobody waits for it.", null));
            }
            calls.clear();
            request = null;
            answer.forget();
        } finally {
            lock.unlock();
        }
    }
}
