package magpie.kit.rpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.stub.ClientCalls;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import magpie.kit.expiry.Expiry;
import org.jspecify.annotations.Nullable;

/** One try of a change. */
final class Try {
    private final ClientCall<byte[], byte[]> call;
    private final Sent sent;
    private final ResponseObserver answer = new ResponseObserver();

    private Try(ClientCall<byte[], byte[]> call, Sent sent) {
        this.call = call;
        this.sent = sent;
    }

    static Try start(WriteCall change, Expiry expiry, byte[] message, long limitNanos) {
        Sent sent = new Sent();
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(Math.max(1, limitNanos), TimeUnit.NANOSECONDS)
                .withStreamTracerFactory(sent);
        ExpiryHeader header = new ExpiryHeader(expiry, change.clock());
        Try made = new Try(
                ClientInterceptors.intercept(change.channel(), header)
                        .newCall(change.method().descriptor(), options),
                sent);
        ClientCalls.asyncUnaryCall(made.call, message, made.answer);
        return made;
    }

    /** Waits for the answer; null if there is none in that time. */
    byte @Nullable [] await(long nanos) throws ExecutionException, InterruptedException {
        try {
            answer.get(nanos, TimeUnit.NANOSECONDS);
            return answer.message();
        } catch (TimeoutException e) {
            return null;
        }
    }

    /** The answer, if it is there and a success. */
    byte @Nullable [] answered() {
        return answer.isDone() && !answer.isCompletedExceptionally() ? answer.message() : null;
    }

    /** Whether any part of it may have reached a peer. */
    boolean isSent() {
        return sent.any;
    }

    void giveUp() {
        if (!answer.isDone()) {
            call.cancel("The answer came from elsewhere, or nobody waits for it.", null);
        }
    }

    /** Notes when the call is handed to a connection. */
    private static final class Sent extends ClientStreamTracer.Factory {
        private volatile boolean any;

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void streamCreated(Attributes transport, Metadata headers) {
                    any = true;
                }
            };
        }
    }
}
