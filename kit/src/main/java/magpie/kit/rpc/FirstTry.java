package magpie.kit.rpc;

import io.grpc.Context;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that is made again at another peer when it takes too long. A process that hangs says nothing: without a limit
 * of its own the first try would use up all the time there is for an answer.
 */
public final class FirstTry {
    private static final Context.Key<Duration> LIMIT = Context.key("first-try");

    private FirstTry() {}

    /** Makes a call whose way to another process ends after so long. */
    public static <T> T within(Duration limit, Supplier<T> call) {
        Context context = Context.current().withValue(LIMIT, limit);
        Context before = context.attach();
        try {
            return call.get();
        } finally {
            context.detach(before);
        }
    }

    /** Whether the call of this thread is one. */
    public static boolean isOne() {
        return LIMIT.get() != null;
    }

    /** What a call may take: the limit of a first try, if that is less. */
    static Duration limit(Duration otherwise) {
        @Nullable Duration limit = LIMIT.get();
        return limit == null || limit.compareTo(otherwise) > 0 ? otherwise : limit;
    }
}
