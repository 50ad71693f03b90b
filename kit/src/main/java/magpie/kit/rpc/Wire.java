package magpie.kit.rpc;

import java.util.concurrent.ExecutionException;

/** Sends a message to a peer and returns its answer. */
@FunctionalInterface
interface Wire {
    /**
     * Sends, and waits for the answer.
     *
     * @throws ExecutionException for any other outcome
     */
    byte[] send(byte[] message, long limitNanos) throws ExecutionException, InterruptedException;
}
