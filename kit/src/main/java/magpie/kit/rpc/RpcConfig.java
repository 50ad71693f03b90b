package magpie.kit.rpc;

import java.time.Duration;

/**
 * The limits of calls between processes.
 *
 * @param deadline how long a call may take that is not made inside another one; a nested call has two thirds of what is
 *     left of the outer call's time, if that is less
 * @param maxConcurrentCalls calls a server works on at once; one more is refused with {@code OVERLOADED}
 * @param drain how long a closing server waits for the calls it works on, and a closing client for its own
 */
public record RpcConfig(Duration deadline, int maxConcurrentCalls, Duration drain) {
    /** The largest request or response, encoded: 8 MiB. */
    public static final int MAX_MESSAGE_BYTES = 8 << 20;

    /**
     * How many bytes may be under way to a peer before it acknowledges them. Fixed: to find it out, gRPC would send a
     * ping with nearly every message.
     */
    static final int WINDOW_BYTES = 4 << 20;

    /** 5 s, 1,024 calls, 10 s. */
    public static final RpcConfig DEFAULTS = new RpcConfig(Duration.ofSeconds(5), 1_024, Duration.ofSeconds(10));

    /** A copy with another deadline. */
    public RpcConfig withDeadline(Duration other) {
        return new RpcConfig(other, maxConcurrentCalls, drain);
    }

    /** A copy with another bound on concurrent calls. */
    public RpcConfig withMaxConcurrentCalls(int other) {
        return new RpcConfig(deadline, other, drain);
    }
}
