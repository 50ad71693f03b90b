package magpie.micro;

import magpie.gateway.limit.RateLimitStatus;
import magpie.gateway.limit.RateLimits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures counting a request against its user's limit. */
@State(Scope.Benchmark)
public class RateLimitBenchmark {
    private static final int MUCH = 1_000_000;
    private static final int USERS = 4_096;

    private final RateLimits limits =
            new RateLimits(true, new RateLimits.Figures(MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH));
    private long user;

    /** One request, each time by the next of many users. */
    @Benchmark
    public RateLimitStatus take() {
        user = (user + 1) % USERS;
        return limits.user(user);
    }
}
