package magpie.feed.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.Graph;
import magpie.feed.reader.Celebrities;
import magpie.feed.reader.Readers;
import magpie.kit.Waits;
import magpie.kit.log.Consumer;
import magpie.kit.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers activities to the followers' feeds, in steps of bounded size. Jobs take turns after each step, so a small
 * one never waits for a large one. A job is acknowledged after its last step; an interrupted one comes again from its
 * start, which repeats nothing. While Graph is away, a job waits and is retried.
 *
 * <p>An author's celebrity status comes with each step's followers: a celebrity has none, since readers pull. If the
 * status changes in the middle of a job, some get the activity delivered and the rest pull it; duplicates are
 * recognised.
 *
 * <p>Followers from a replica of the graph are served too, so that nobody waits; but then the job is {@link Owed}.
 */
public final class FanOut implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(40);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(FanOut.class);
    private static final int TRIES = 5;

    private final Graph graph;
    private final Readers readers;
    private final Celebrities celebrities;
    private final int step;
    /** Bounded by what the consumer has in flight. */
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();

    private final List<Loop> loops = new ArrayList<>();
    private final Owed owed;
    private final Counter deliveries;
    private final Timer lag;

    public FanOut(Graph graph, Readers readers, Celebrities celebrities, int step, int threads, MeterRegistry meters) {
        this.graph = graph;
        this.readers = readers;
        this.celebrities = celebrities;
        this.step = step;
        this.owed = new Owed(queue::add, meters);
        this.deliveries = meters.counter("magpie_feed_deliveries");
        this.lag = Timer.builder("magpie_feed_fanout_lag")
                .description("from the event to the last delivery")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(meters);
        for (int i = 0; i < threads; i++) {
            loops.add(Loop.of(Thread.ofPlatform().daemon().name("fan-out-" + i), () -> advance(queue.take())));
        }
        loops.forEach(Loop::start);
    }

    /** An activity on its way to its actor's followers, newest follow first. */
    static final class Job {
        final long actorId;
        final long activityId;
        final long postId;
        final long at;
        final Consumer.Ack ack;
        long before = Limits.NEWEST;
        int failures;
        /** Whether some steps so far came from a replica of the graph. */
        boolean behind;

        private boolean owed;

        Job(long actorId, long activityId, long postId, long at, Consumer.Ack ack) {
            this.actorId = actorId;
            this.activityId = activityId;
            this.postId = postId;
            this.at = at;
            this.ack = ack;
        }

        Consumer.Ack ack() {
            return ack;
        }

        /** Whether it ran before, with followers from a replica. */
        boolean isOwed() {
            return owed;
        }

        /** Starts over, because a replica supplied its followers. */
        void restart() {
            owed = true;
            behind = false;
            before = Limits.NEWEST;
        }
    }

    /** Takes an activity; acknowledges it once all active followers have it. */
    void submit(long actorId, long activityId, long postId, long at, Consumer.Ack ack) {
        queue.add(new Job(actorId, activityId, postId, at, ack));
    }

    @Override
    public void close() {
        loops.forEach(Loop::interrupt);
        owed.close();
    }

    private void advance(Job job) {
        try {
            FollowerPage page = graph.followerPage(new Listing(job.actorId, job.before, step));
            celebrities.learn(page.status());
            deliveries.increment(readers.deliver(page.followerIds(), job.activityId, job.postId));
            job.failures = 0;
            job.behind |= page.behind();
            job.before = page.next();
            if (job.before != 0) {
                queue.add(job);
            } else {
                finished(job);
            }
        } catch (ServiceException e) {
            again(job, e, e.isPassing());
        } catch (RuntimeException | Error e) {
            again(job, e, false);
        }
    }

    private void finished(Job job) {
        boolean first = !job.isOwed();
        if (first) {
            lag.record(Math.max(0, System.currentTimeMillis() - job.at), TimeUnit.MILLISECONDS);
        }
        if (job.behind) {
            owed.owe(job);
            return;
        }
        job.ack.done();
        if (!first) {
            owed.settled();
        }
    }

    private void again(Job job, Throwable reason, boolean away) {
        job.failures++;
        if (job.failures >= TRIES && !away) {
            job.ack.failed(reason);
            if (job.isOwed()) {
                owed.settled();
            }
            return;
        }
        log.warn("a fan-out step failed (try {}): {}", job.failures, reason.toString());
        Thread.startVirtualThread(() -> {
            Waits.backOff(job.failures, FIRST_PAUSE, LONGEST_PAUSE);
            queue.add(job);
        });
    }
}
