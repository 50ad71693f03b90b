package magpie.kit.lease;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.kit.Periodic;
import magpie.kit.StartException;
import magpie.kit.ids.IdGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generates ids in one of several processes, under a worker number that it alone has leased. If the lease is not
 * renewed in time, there are no ids until it, or that of another number, is held again. Clocks of processes may differ
 * by {@link #MARGIN}, and may be put back by any amount while no process runs.
 *
 * <p>For each number the store keeps an upper bound of its ids, some time ahead, so that no id needs a write of its
 * own: the number's next holder starts above the bound, even after a kill or with a clock that was put back. It also
 * keeps the newest id of all numbers as of the last renewal, and nobody starts below that.
 */
public final class LeasedIdGenerator implements AutoCloseable {
    /** How long a lease lasts. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** How long before its end a lease is no longer used, because clocks differ. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    /** How far ids may run ahead of the clock: less than a lease, so that a number's next holder is past it. */
    static final Duration AHEAD = LEASE.minus(MARGIN);

    private static final Duration RENEWAL = Duration.ofSeconds(5);
    private static final int NUMBERS = Ids.MAX_WORKER + 1;
    private static final String NEWEST = "mark-newest";
    private static final Logger log = LoggerFactory.getLogger(LeasedIdGenerator.class);

    private final IdLeases leases;
    private final InstantSource clock;
    private final String holder = UUID.randomUUID().toString();
    private final ReentrantLock renewing = new ReentrantLock();
    private final Periodic renewal;
    private volatile Held held;

    /** A number, its ids, until when ({@link System#nanoTime}) it may be used, and the bound of its ids. */
    private record Held(int number, IdGenerator ids, long usableUntil, long bound) {}

    /**
     * Takes a number that is free.
     *
     * @throws StartException when none of the {@value #NUMBERS} is
     */
    public static LeasedIdGenerator start(IdLeases leases, InstantSource clock) {
        return new LeasedIdGenerator(leases, clock);
    }

    private LeasedIdGenerator(IdLeases leases, InstantSource clock) {
        this.leases = leases;
        this.clock = clock;
        this.held = take();
        this.renewal = Periodic.start("worker-number", RENEWAL, this::renew);
    }

    /** The next id: unique, and greater than all earlier ones of this process. {@code UNAVAILABLE} without a lease. */
    public long next() {
        Held now = held;
        long id = generated(now);
        return id < now.bound ? id : further();
    }

    /** The number that is held. */
    public int number() {
        return held.number;
    }

    @Override
    public void close() {
        renewal.close();
        leases.raise(NEWEST, held.ids.last());
        leases.release(name(held.number), holder);
    }

    /** Checks the lease last: this process may have been paused while another took the number. */
    private static long generated(Held now) {
        long id = now.ids.next();
        if (System.nanoTime() - now.usableUntil >= 0) {
            throw ServiceException.unavailable(
                    "The lease of the worker number for new ids could not be renewed.", null);
        }
        return id;
    }

    /** Raises the bound before generating: the clock was put forward, or the last renewals failed. */
    private long further() {
        renewing.lock();
        try {
            if (held.ids.last() >= held.bound) {
                renew();
            }
            Held now = held;
            long id = generated(now);
            if (id >= now.bound) {
                throw ServiceException.unavailable(
                        "The bound of the ids that may be generated could not be stored.", null);
            }
            return id;
        } finally {
            renewing.unlock();
        }
    }

    private void renew() {
        renewing.lock();
        try {
            Held before = held;
            long until = usableUntil();
            if (leases.hold(name(before.number), holder, LEASE)) {
                held = kept(before.number, before.ids, until);
            } else {
                log.warn("worker number {} was taken by another process; taking a new one", before.number);
                held = take();
            }
        } finally {
            renewing.unlock();
        }
    }

    /** Persists the bound before it is used. */
    private Held kept(int number, IdGenerator ids, long until) {
        long last = ids.last();
        long bound = Ids.floor(Math.max(clock.millis(), Ids.millis(last)) + AHEAD.toMillis());
        leases.raise(mark(number), bound);
        leases.raise(NEWEST, last);
        return new Held(number, ids, until, bound);
    }

    /** Prefers a number whose bound is in the past: under any other, ids would start in the future. */
    private Held take() {
        long now = Ids.floor(clock.millis());
        Held past = take(mark -> mark <= now);
        Held any = past == null ? take(mark -> true) : past;
        if (any == null) {
            throw new StartException("All " + NUMBERS + " worker numbers are in use. Stop some processes.");
        }
        return any;
    }

    /** Tries all numbers from a random one on, so that processes that start together do not all ask for the same. */
    private @Nullable Held take(LongPredicate suitable) {
        int first = ThreadLocalRandom.current().nextInt(NUMBERS);
        for (int tried = 0; tried < NUMBERS; tried++) {
            int number = (first + tried) % NUMBERS;
            long until = usableUntil();
            if (suitable.test(leases.mark(mark(number))) && leases.hold(name(number), holder, LEASE)) {
                return kept(number, new IdGenerator(clock, number, highWater(number)), until);
            }
        }
        return null;
    }

    private long highWater(int number) {
        return Math.max(Ids.floor(clock.millis()), Math.max(leases.mark(mark(number)), newest()));
    }

    /** A clock that is so far behind was put back: how much was generated since the last renewal is then unknown. */
    private long newest() {
        long newest = leases.mark(NEWEST);
        boolean putBack = Ids.millis(newest) - clock.millis() > MARGIN.toMillis();
        return putBack ? Ids.floor(Ids.millis(newest) + AHEAD.toMillis()) : newest;
    }

    private static long usableUntil() {
        return System.nanoTime() + LEASE.minus(MARGIN).toNanos();
    }

    private static String name(int number) {
        return "worker-" + number;
    }

    private static String mark(int number) {
        return "mark-" + name(number);
    }
}
