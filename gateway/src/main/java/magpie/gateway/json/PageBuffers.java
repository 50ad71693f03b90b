package magpie.gateway.json;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * The arrays that pages are written into, used again once a page was sent: new ones were half of all that requests
 * allocate, and so half of the collector's pauses. A few are kept. One that is never given back, because its request
 * failed, is the collector's like any other.
 */
final class PageBuffers {
    /** Holds a page of twenty posts. */
    static final int BYTES = 32 * 1_024;

    private static final int KEPT = 64;

    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    /** An array of {@link #BYTES} with anything in it. */
    byte[] take() {
        byte[] kept = free.poll();
        return kept == null ? new byte[BYTES] : kept;
    }

    /** Takes back what {@link #take} gave and nobody reads any more. */
    void giveBack(byte[] bytes) {
        free.offer(bytes);
    }
}
