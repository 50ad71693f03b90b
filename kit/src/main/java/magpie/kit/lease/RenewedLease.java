package magpie.kit.lease;

import java.time.Duration;
import java.util.UUID;
import magpie.api.ServiceException;
import magpie.kit.Periodic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acquires a lease in the background and renews it until it is closed. Without a confirmed renewal it counts as lost
 * some time before it ends, because clocks differ and work under way must end.
 */
public final class RenewedLease implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RenewedLease.class);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(3);
    private static final Duration RENEWAL = Duration.ofSeconds(2);

    private final Leases leases;
    private final String name;
    private final String holder = UUID.randomUUID().toString();
    private final Periodic renewal;
    private volatile long usableUntil;
    private volatile boolean asked;
    private boolean away;

    private RenewedLease(Leases leases, String name) {
        this.leases = leases;
        this.name = name;
        this.usableUntil = System.nanoTime();
        this.renewal = Periodic.start("lease-" + name, RENEWAL, this::renew);
    }

    /** Starts asking for the lease; returns at once. */
    public static RenewedLease start(Leases leases, String name) {
        return new RenewedLease(leases, name);
    }

    /** Whether this process may do what the lease is for, at this moment. */
    public boolean isHeld() {
        return System.nanoTime() - usableUntil < 0;
    }

    /** Whether the store has answered at least once, so that it is known who may. */
    public boolean isDecided() {
        return asked;
    }

    /** Releases the lease; the work must have ended. */
    @Override
    public void close() {
        renewal.close();
        boolean held = isHeld();
        usableUntil = System.nanoTime();
        try {
            if (held) {
                leases.release(name, holder);
            }
        } catch (ServiceException e) {
            log.info("lease {} could not be released and will expire: {}", name, e.safeMessage());
        }
    }

    private void renew() {
        long until = System.nanoTime() + LEASE.minus(MARGIN).toNanos();
        try {
            usableUntil = leases.hold(name, holder, LEASE) ? until : System.nanoTime();
            asked = true;
            away = false;
        } catch (ServiceException e) {
            if (!away) {
                log.warn("lease {} cannot be renewed; retrying: {}", name, e.safeMessage());
            }
            away = true;
        }
    }
}
