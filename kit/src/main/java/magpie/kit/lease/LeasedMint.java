package magpie.kit.lease;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.kit.Periodic;
import magpie.kit.StartException;
import magpie.kit.ids.IdMint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mints ids where several processes do, under a worker number that this one alone has leased. When the lease could not
 * be renewed in time there are no ids until it, or that of another number, is held again: whoever has the number next
 * starts above all that was minted under it. Clocks may differ by {@link #MARGIN}.
 */
public final class LeasedMint implements AutoCloseable {
    /** How long a lease lasts. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** How long before its end a lease is no longer used, for clocks that differ. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Duration RENEWAL = Duration.ofSeconds(5);
    private static final int NUMBERS = Ids.MAX_WORKER + 1;
    private static final Logger log = LoggerFactory.getLogger(LeasedMint.class);

    private final Leases leases;
    private final InstantSource clock;
    private final String holder = UUID.randomUUID().toString();
    private final Periodic renewal;
    private volatile Held held;

    /** A number, its mint, and until when (of {@link System#nanoTime}) it may be used. */
    private record Held(int number, IdMint mint, long usableUntil) {}

    /**
     * Takes a number that is free.
     *
     * @throws StartException when none of the {@value #NUMBERS} is
     */
    public static LeasedMint start(Leases leases, InstantSource clock) {
        return new LeasedMint(leases, clock);
    }

    private LeasedMint(Leases leases, InstantSource clock) {
        this.leases = leases;
        this.clock = clock;
        this.held = take();
        this.renewal = Periodic.start("worker-number", RENEWAL, this::renew);
    }

    /** The next id: unique, and greater than every one before of this process. {@code UNAVAILABLE} without a lease. */
    public long next() {
        Held now = held;
        if (System.nanoTime() - now.usableUntil >= 0) {
            throw ServiceException.unavailable("The number under which ids are minted could not be renewed.", null);
        }
        return now.mint.next();
    }

    /** The number that is held. */
    public int number() {
        return held.number;
    }

    @Override
    public void close() {
        renewal.close();
        awaitTimeOf(held.mint.last());
        leases.release(name(held.number), holder);
    }

    /** Whoever has the number next starts at its own now, which must not be the time of an id that was minted here. */
    private void awaitTimeOf(long id) {
        long millis = Ids.millis(id) - clock.millis() + 1;
        if (millis > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    private void renew() {
        Held before = held;
        long until = usableUntil();
        if (leases.hold(name(before.number), holder, LEASE)) {
            held = new Held(before.number, before.mint, until);
        } else {
            log.warn("worker number {} was taken by another process; taking a new one", before.number);
            held = take();
        }
    }

    /** Tries all from a random one on, so that processes that start together do not all ask for the same. */
    private Held take() {
        int first = ThreadLocalRandom.current().nextInt(NUMBERS);
        for (int tried = 0; tried < NUMBERS; tried++) {
            int number = (first + tried) % NUMBERS;
            long until = usableUntil();
            if (leases.hold(name(number), holder, LEASE)) {
                // Its last holder minted nothing later than now; it may have given the number back this very
                // millisecond.
                long highWater = Ids.floor(clock.millis());
                return new Held(number, new IdMint(clock, number, highWater), until);
            }
        }
        throw new StartException("All " + NUMBERS + " worker numbers are in use. Stop some processes.");
    }

    private static long usableUntil() {
        return System.nanoTime() + LEASE.minus(MARGIN).toNanos();
    }

    private static String name(int number) {
        return "worker-" + number;
    }
}
