package magpie.post.cassandra.lists;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import magpie.post.cassandra.session.CassandraTuning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when lists are counted. A change to an idle list is counted at once, so its writer sees it counted. Changes
 * that arrive during a count, or in the pause after it, are counted together afterwards. The pause grows with the cost
 * of counting, so a hot list takes at most a twentieth of a thread.
 *
 * <p>A count that fails here is left to {@code CountConsumer}, which reads every change from the log and retries until
 * it succeeds.
 */
public final class CountScheduler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CountScheduler.class);
    private static final int COST_SHARE = 20;
    private static final int SAMPLES = 32;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MOST_COUNTED = 100_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final ListCounter counter;
    private final int partEntries;
    private final Consumer<ListRef> counted;
    private final Duration pause;
    private final Map<ListRef, Turn> turns = new ConcurrentHashMap<>();
    /** Entries that this process changed and has counted since; events about them need no new count. */
    private final Cache<Entry, Boolean> sinceCounted = Caffeine.newBuilder()
            .maximumSize(MOST_COUNTED)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("post-counts").unstarted(task));

    private record Entry(ListRef list, long id) {}

    /** Changes waiting for the next count of a list that was counted just now, and who waits for them. */
    private static final class Turn {
        private final Set<Long> ids = new HashSet<>();
        private final Set<Long> sure = new HashSet<>();
        private final List<Runnable> waiting = new ArrayList<>();

        boolean moveTo(Turn other) {
            boolean any = !ids.isEmpty() || !sure.isEmpty();
            other.ids.addAll(ids);
            other.sure.addAll(sure);
            other.waiting.addAll(waiting);
            ids.clear();
            sure.clear();
            waiting.clear();
            return any;
        }

        void forget() {
            ids.clear();
        }

        Set<Long> all() {
            Set<Long> all = new HashSet<>(ids);
            all.addAll(sure);
            return all;
        }
    }

    /**
     * Counts lists.
     *
     * @param counted is told which list has a new count
     */
    public CountScheduler(ListCounter counter, Consumer<ListRef> counted, CassandraTuning tuning) {
        this.counter = counter;
        this.partEntries = tuning.partEntries();
        this.counted = counted;
        this.pause = tuning.countPause();
    }

    /** This process added or removed an entry. */
    public void touched(ListRef list, long id) {
        boolean[] mine = new boolean[1];
        turns.compute(list, (key, turn) -> {
            mine[0] = turn == null;
            Turn next = turn == null ? new Turn() : turn;
            if (!mine[0]) {
                next.ids.add(id);
            }
            return next;
        });
        if (mine[0]) {
            long began = System.nanoTime();
            if (tryCount(list, Set.of(id))) {
                sinceCounted.put(new Entry(list, id), true);
            }
            schedule(list, began);
        }
    }

    /** Now and then checks the length of a list whose count nobody reads, often enough to notice a full part soon. */
    public void sample(ListRef list, long id) {
        if (ThreadLocalRandom.current().nextInt(partEntries) < SAMPLES) {
            touched(list, id);
        }
    }

    /** The topic reports added entries: nothing to do if this process added and has counted them. */
    public void toldAdded(ListRef list, Set<Long> ids, Runnable done) {
        if (ids.stream().allMatch(id -> sinceCounted.getIfPresent(new Entry(list, id)) != null)) {
            done.run();
        } else {
            told(list, ids, done);
        }
    }

    /** The topic reports a change: counts it for certain, then calls {@code done}. */
    public void told(ListRef list, Set<Long> ids, Runnable done) {
        boolean[] first = new boolean[1];
        turns.compute(list, (key, turn) -> {
            first[0] = turn == null;
            Turn next = turn == null ? new Turn() : turn;
            next.sure.addAll(ids);
            next.waiting.add(done);
            return next;
        });
        if (first[0]) {
            Thread.startVirtualThread(() -> turn(list));
        }
    }

    /** Counts the whole list now; true when the stored count was wrong. */
    public boolean verify(ListRef list) {
        return counter.verify(list);
    }

    /** Whether nothing is being counted or waiting for it. */
    public boolean idle() {
        return turns.isEmpty();
    }

    /** Counts a waiting list whatever happens, since nobody else would pick it up. */
    private void turn(ListRef list) {
        try {
            count(list);
        } catch (RuntimeException | Error e) {
            log.error("unexpected error counting {}; retrying", list, e);
            schedule(list, AFTER_FAILURE);
        }
    }

    private void count(ListRef list) {
        long began = System.nanoTime();
        Turn turn = new Turn();
        boolean more = turns.computeIfPresent(list, (key, waiting) -> waiting.moveTo(turn) ? waiting : null) != null;
        if (!more) {
            return; // unchanged since: the next change is counted at once again
        }
        if (tryCount(list, turn.all())) {
            turn.ids.forEach(id -> sinceCounted.put(new Entry(list, id), true));
            turn.waiting.forEach(Runnable::run);
            schedule(list, began);
        } else {
            turns.computeIfPresent(list, (key, next) -> {
                turn.forget();
                turn.moveTo(next);
                return next;
            });
            schedule(list, AFTER_FAILURE);
        }
    }

    private boolean tryCount(ListRef list, Set<Long> ids) {
        try {
            counter.count(list, ids.stream().mapToLong(id -> id).toArray());
            counted.accept(list);
            return true;
        } catch (RuntimeException | Error e) {
            log.debug("{} is not counted yet", list, e);
            return false;
        }
    }

    private void schedule(ListRef list, long began) {
        Duration cost = Duration.ofNanos((System.nanoTime() - began) * COST_SHARE);
        Duration least = list.kind() == ListKind.TAGGED ? pause.multipliedBy(40) : pause;
        schedule(list, cost.compareTo(least) > 0 ? min(cost, Duration.ofSeconds(10)) : least);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void schedule(ListRef list, Duration wait) {
        try {
            ScheduledFuture<?> _ = timer.schedule(
                    () -> Thread.startVirtualThread(() -> turn(list)), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            turns.remove(list); // closed
        }
    }

    /** What still waits is counted by the next reader of the topic. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
