package magpie.kit.rpc;

import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Receives a call's answer and wakes the waiting thread once, when all of it is there. In gRPC's blocking calls the
 * waiting thread takes the head, the message and the end itself, and is woken for each.
 */
final class ResponseObserver extends CompletableFuture<Boolean> implements StreamObserver<byte[]> {
    private volatile byte @Nullable [] message;

    @Override
    public void onNext(byte[] value) {
        if (!isDone()) {
            message = value;
        }
    }

    @Override
    public void onError(Throwable failure) {
        completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        complete(true);
    }

    /** The message; call it once it is there. */
    byte[] message() {
        return Objects.requireNonNull(message, "An answer without a message");
    }

    /** Releases the message, because messages are large. */
    void forget() {
        message = null;
    }
}
