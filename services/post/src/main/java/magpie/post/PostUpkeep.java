package magpie.post;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import magpie.kit.loop.Loop;
import magpie.post.store.PostStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans up in the background, in chunks: likes and reposts of deleted posts, and expired idempotency keys. The store
 * knows what is left to do, so a restart carries on. Runs on its own thread once started.
 */
final class PostUpkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PostUpkeep.class);
    private static final int PERIOD_SECONDS = 60;
    private static final Duration FOR_EVER = Duration.ofDays(1_000);

    private final PostConfig config;
    private final PostStore store;
    private final InstantSource clock;
    private final Semaphore work = new Semaphore(0);
    private final Loop loop;

    PostUpkeep(PostConfig config, PostStore store, InstantSource clock) {
        this.config = config;
        this.store = store;
        this.clock = clock;
        this.loop = Loop.of(Thread.ofVirtual().name("post-upkeep"), this::round);
    }

    void start() {
        loop.start();
    }

    /** Wakes the thread, since there is something to clean. */
    void wake() {
        work.release();
    }

    /** Does everything that is due now. */
    void pass() {
        boolean more = true;
        while (more && !loop.isEnding()) {
            more = store.clean(config.deleteChunk());
        }
        long oldest = PostRules.oldestKey(clock.millis(), config.idempotencyHours());
        int forgotten = config.deleteChunk();
        while (forgotten == config.deleteChunk() && !loop.isEnding()) {
            forgotten = store.forgetKeys(oldest, config.deleteChunk());
        }
    }

    /** Stops after the current chunk. */
    @Override
    public void close() {
        loop.end();
        wake();
        loop.join(FOR_EVER);
    }

    private void round() throws InterruptedException {
        tryPass();
        if (work.tryAcquire(PERIOD_SECONDS, TimeUnit.SECONDS)) {
            work.drainPermits();
        }
    }

    private void tryPass() {
        try {
            pass();
        } catch (RuntimeException | Error e) {
            log.warn("cleaning up after deleted posts waits for the next pass: {}", e.toString());
        }
    }
}
