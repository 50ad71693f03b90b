package magpie.kit.rpc;

import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Taken where it comes in, and the thread that waits is woken once, when all of it is there. gRPC's own way to wait
 * has that thread take the head, the message and the end itself, and wakes it for each.
 */
final class Answer extends CompletableFuture<Boolean> implements StreamObserver<byte[]> {
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

    /** When it is there. */
    byte[] message() {
        return Objects.requireNonNull(message, "An answer without a message");
    }

    /** Lets go of it: messages are large. */
    void forget() {
        message = null;
    }
}
