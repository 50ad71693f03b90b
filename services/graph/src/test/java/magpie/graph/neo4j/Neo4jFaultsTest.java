package magpie.graph.neo4j;

import static magpie.graph.GraphFixture.WIDE;
import static magpie.graph.GraphFixture.pair;
import static magpie.graph.GraphFixture.relationship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.Code;
import magpie.api.Limits;
import magpie.api.RecountChunk;
import magpie.api.ServiceException;
import magpie.engines.Engines;
import magpie.graph.store.GraphStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server is killed or hangs: callers learn of it, and what was acknowledged is there afterwards. */
@Tag("engines")
final class Neo4jFaultsTest {
    private static final int CALLERS = 8;
    private static final int ACKNOWLEDGED_BEFORE = 200;
    private static final int REFUSED = 8;
    private static final Duration STARTING = Duration.ofSeconds(60);

    private TestGraph graph;
    private String node;

    @BeforeEach
    void open() {
        graph = new TestGraph(7);
        graph.clear();
        node = Engines.required("neo4j").nodes().getFirst();
    }

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void whatWasAcknowledgedOutlivesAKill() throws InterruptedException {
        GraphStore store = graph.store(WIDE);
        Load load = new Load(store);
        load.acknowledgedEnough.await();
        Engines.kill(node);
        load.refusedEnough.await();
        Engines.restart(node);
        load.end();
        awaitAnswers(store);
        assertThat(load.failures).extracting(ServiceException::code).containsOnly(Code.UNAVAILABLE);
        for (long follower : load.acknowledged) {
            assertThat(relationship(store, follower, 1).following())
                    .as("follow of " + follower)
                    .isTrue();
        }
        assertThat(store.recount(new RecountChunk(0, Limits.BATCH)).mended()).isZero();
    }

    @Test
    void aServerThatHangsIsLeft() {
        GraphStore store = graph.store(WIDE);
        store.follow(pair(1, 2));
        Engines.pause(node);
        try {
            assertThatExceptionOfType(ServiceException.class)
                    .isThrownBy(() -> store.counts(1))
                    .extracting(ServiceException::code)
                    .isEqualTo(Code.UNAVAILABLE);
        } finally {
            Engines.resume(node);
        }
        awaitAnswers(store);
        assertThat(store.counts(1).following()).containsExactly(1);
    }

    /** A freshly started server needs longer for its first statements than callers wait. */
    private static void awaitAnswers(GraphStore store) {
        long end = System.nanoTime() + STARTING.toNanos();
        while (true) {
            try {
                store.follow(pair(2, 3));
                relationship(store, 2, 3);
                store.recount(new RecountChunk(0, 1));
                return;
            } catch (ServiceException e) {
                assertThat(System.nanoTime()).as(e.toString()).isLessThan(end);
            }
        }
    }

    /** Callers who add followers to one account until stopped. */
    private static final class Load {
        private final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
        private final Queue<ServiceException> failures = new ConcurrentLinkedQueue<>();
        private final CountDownLatch acknowledgedEnough = new CountDownLatch(ACKNOWLEDGED_BEFORE);
        private final CountDownLatch refusedEnough = new CountDownLatch(REFUSED);
        private final AtomicInteger next = new AtomicInteger(100);
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean ended;

        Load(GraphStore store) {
            for (int i = 0; i < CALLERS; i++) {
                threads.add(Thread.ofVirtual().start(() -> run(store)));
            }
        }

        private void run(GraphStore store) {
            while (!ended) {
                long follower = next.getAndIncrement();
                try {
                    store.follow(pair(follower, 1));
                    acknowledged.add(follower);
                    acknowledgedEnough.countDown();
                } catch (ServiceException e) {
                    failures.add(e);
                    refusedEnough.countDown();
                }
            }
        }

        void end() throws InterruptedException {
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
