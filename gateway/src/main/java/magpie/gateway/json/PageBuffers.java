package magpie.gateway.json;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Pools the arrays that pages are written into: new ones were half of all allocation by requests, and so half of the
 * collector's pauses. A few are kept. One that is never returned, because its request failed, is garbage like any
 * other.
 */
final class PageBuffers {
    /** Holds a page of twenty posts. */
    static final int BYTES = 32 * 1_024;

    private static final int KEPT = 64;

    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    /** Returns an array of {@link #BYTES} with arbitrary content. */
    byte[] take() {
        byte[] kept = free.poll();
        return kept == null ? new byte[BYTES] : kept;
    }

    /** Takes back an array from {@link #take} that nobody reads any more. */
    void giveBack(byte[] bytes) {
        free.offer(bytes);
    }
}
