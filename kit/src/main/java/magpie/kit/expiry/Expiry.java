package magpie.kit.expiry;

import io.grpc.Context;
import java.time.Duration;
import java.util.function.Supplier;
import magpie.api.ServiceException;
import org.jspecify.annotations.Nullable;

/**
 * Until when a change may be made, by the clock on the wall: a wait that is counted from its beginning begins anew where
 * a process, a queue or a socket stood still. Whoever asks sets it; it goes with the calls; and whoever makes the change
 * last looks at it when it holds all locks of the change and has only to commit. So when it is over and
 * {@link #MARGIN} more, the change was made, or waits behind its locks to be made before any other, or never will be.
 *
 * @param untilMillis since 1970
 */
public record Expiry(long untilMillis) {
    /** What nobody waits for has as long as it takes. */
    public static final Expiry NEVER = new Expiry(Long.MAX_VALUE);

    /** What nobody waits for any more is not to be made. */
    public static final Expiry OVER = new Expiry(0);

    /** By how much the clocks of those who ask and of those who make changes may differ. */
    public static final Duration MARGIN = Duration.ofMillis(500);

    private static final Context.Key<Expiry> CURRENT = Context.keyWithDefault("magpie-expiry", NEVER);

    /** That of the request being served on this thread. */
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

    /** Refuses what comes too late. */
    public void check() {
        if (isOver()) {
            throw tooLate();
        }
    }

    /** What is said to whom nobody listens any more. */
    public static ServiceException tooLate() {
        return ServiceException.unavailable("This came too late; nothing was changed.", null);
    }

    /** Does something within this time. */
    public <T extends @Nullable Object> T during(Supplier<T> work) {
        Context within = context(Context.current());
        Context before = within.attach();
        try {
            return work.get();
        } finally {
            within.detach(before);
        }
    }

    /** A context with this time. */
    public Context context(Context outer) {
        return outer.withValue(CURRENT, this);
    }
}
