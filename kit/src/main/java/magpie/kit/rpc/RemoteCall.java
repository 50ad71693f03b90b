package magpie.kit.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.brief.Brief;
import magpie.kit.contract.Call;
import magpie.kit.contract.Defect;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One contract method as a client calls it: blocks its (virtual) thread. Its deadline is earlier than that of the call
 * being served on this thread.
 */
record RemoteCall(Channel channel, RpcMethod method, Duration deadline) implements Call {
    @Override
    public Object call(Object request) {
        Brief.exceeded();
        byte[] message = method.request().encode(request);
        if (message.length > RpcConfig.MAX_MESSAGE_BYTES) {
            throw new ServiceException(Code.TOO_LARGE, "The request is too large.", List.of(), 0, null);
        }
        return decode(send(message));
    }

    private byte[] send(byte[] message) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(limitNanos(), TimeUnit.NANOSECONDS);
        ClientCall<byte[], byte[]> call = channel.newCall(method.descriptor(), options);
        Answer answer = new Answer();
        ClientCalls.asyncUnaryCall(call, message, answer);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StatusRuntimeException failure
                    ? Failures.toException(failure, method.name())
                    : Defect.of(e, method.name());
        } catch (InterruptedException e) {
            call.cancel("The wait was interrupted.", e);
            Thread.currentThread().interrupt();
            throw ServiceException.unavailable("The wait was interrupted.", e);
        }
    }

    /**
     * Taken where it comes in, and the thread that waits is woken once, when all of it is there. gRPC's own way to wait
     * has that thread take the head, the message and the end itself, and wakes it for each.
     */
    private static final class Answer extends CompletableFuture<byte[]> implements StreamObserver<byte[]> {
        private byte @Nullable [] message;

        @Override
        public void onNext(byte[] value) {
            message = value;
        }

        @Override
        public void onError(Throwable failure) {
            completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            byte[] whole = message;
            if (whole == null) {
                completeExceptionally(new IllegalStateException("An answer without a message"));
            } else {
                complete(whole);
            }
        }
    }

    /** A part of what the call being served has left: who calls shall have time to answer without the peer. */
    private long limitNanos() {
        Deadline outer = Context.current().getDeadline();
        long own = deadline.toNanos();
        return outer == null ? own : Math.min(own, outer.timeRemaining(TimeUnit.NANOSECONDS) * 2 / 3);
    }

    private Object decode(byte[] response) {
        try {
            return method.response().decode(response);
        } catch (JacksonException e) {
            throw Defect.of(e, method.name());
        }
    }
}
