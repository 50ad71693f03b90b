package magpie.kit.rpc;

import java.util.concurrent.ExecutionException;

/** How a message goes to a peer and its answer comes back. */
@FunctionalInterface
interface Wire {
    /**
     * Sends, and waits for the answer.
     *
     * @throws ExecutionException for whatever else came of it
     */
    byte[] send(byte[] message, long limitNanos) throws ExecutionException, InterruptedException;
}
