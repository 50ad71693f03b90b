package magpie.kit.expiry;

import io.grpc.Context;
import java.time.Duration;
import java.util.function.Supplier;
import magpie.api.ServiceException;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of a change, by the wall clock: a timeout counted from its start would restart wherever a process, a
 * queue or a socket stalls. The asking side sets it and it travels with the calls; the last one to make the change
 * checks it while holding all its locks, right before the commit. So once it has passed by {@link #MARGIN}, the change
 * has been made, or holds its locks and will be made before any other, or never will be.
 *
 * @param untilMillis since 1970
 */
public record Expiry(long untilMillis) {
    /** No deadline: for a change that no caller is waiting for. */
    public static final Expiry NEVER = new Expiry(Long.MAX_VALUE);

    /** Already passed: for a change whose caller has stopped waiting. */
    public static final Expiry OVER = new Expiry(0);

    /** How much the clocks of those who ask and those who make changes may differ. */
    public static final Duration MARGIN = Duration.ofMillis(500);

    private static final Context.Key<Expiry> CURRENT = Context.keyWithDefault("magpie-expiry", NEVER);

    /** The deadline of the request being served on this thread. */
    public static Expiry current() {
        return CURRENT.get();
    }

    /** This one, or that time if it is earlier. */
    public Expiry earlier(long millis) {
        return millis < untilMillis ? new Expiry(millis) : this;
    }

    /** Whether it is too late. */
    public boolean isOver() {
        return untilMillis != Long.MAX_VALUE && System.currentTimeMillis() >= untilMillis;
    }

    /** Refuses a change whose deadline has passed. */
    public void check() {
        if (isOver()) {
            throw tooLate();
        }
    }

    /** The error for a deadline that passed; usually nobody is left to read it. */
    public static ServiceException tooLate() {
        return ServiceException.unavailable("This came too late; nothing was changed.", null);
    }

    /** Runs something within this deadline. */
    public <T extends @Nullable Object> T during(Supplier<T> work) {
        Context within = context(Context.current());
        Context before = within.attach();
        try {
            return work.get();
        } finally {
            within.detach(before);
        }
    }

    /** A context with this deadline. */
    public Context context(Context outer) {
        return outer.withValue(CURRENT, this);
    }
}
