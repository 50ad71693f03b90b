package magpie.kit.resilience;

import java.time.Duration;

/**
 * When a peer counts as broken, and how hard to try.
 *
 * @param window over how many of the last calls failures are counted
 * @param minimumCalls no judgement before that many calls
 * @param failurePercent from this share of failed calls, or of slow ones, the breaker opens
 * @param slow a call that takes longer is slow; above the 2 s that a read of the log may wait
 * @param open how long an open breaker refuses before it lets a few calls try
 * @param trials how many calls try then
 * @param retries how often a call that may be sent twice is repeated when the peer is {@code UNAVAILABLE}; 0 for never
 * @param pause before the first retry, doubled for each further one, give or take half
 * @param deadline the time for all attempts together, if the call being served leaves no less
 * @param concurrent the most calls under way; one more is refused, so that a slow peer cannot take all there is
 */
public record GuardConfig(
        int window,
        int minimumCalls,
        int failurePercent,
        Duration slow,
        Duration open,
        int trials,
        int retries,
        Duration pause,
        Duration deadline,
        int concurrent) {
    /** For a peer in this process: half of at least 20 of the last 50 calls, 2 s open, no retries, 1,024 at a time. */
    public static final GuardConfig LOCAL = new GuardConfig(
            50,
            20,
            50,
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            5,
            0,
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            1_024);

    /** For a peer in another process: the same, with 2 retries and 256 at a time, a quarter of what a gateway takes. */
    public static final GuardConfig REMOTE = LOCAL.withRetries(2).withConcurrent(256);

    /** A copy with another number of retries. */
    public GuardConfig withRetries(int other) {
        return new GuardConfig(
                window, minimumCalls, failurePercent, slow, open, trials, other, pause, deadline, concurrent);
    }

    /** A copy with another number of concurrent calls. */
    public GuardConfig withConcurrent(int other) {
        return new GuardConfig(
                window, minimumCalls, failurePercent, slow, open, trials, retries, pause, deadline, other);
    }
}
