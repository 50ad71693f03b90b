package magpie.chaos.fault;

/**
 * A process of the network, as {@code status --json} reports it.
 *
 * @param pid 0 if it does not run
 * @param health {@link #OK}, or what is wrong
 */
public record NodeStatus(String name, long pid, String address, String health) {
    public static final String OK = "ok";

    boolean isWell() {
        return health.equals(OK);
    }

    /** Whether a word names this node, {@code kafka-1}, or all of its kind, {@code kafka}. */
    public boolean isMeantBy(String word) {
        return name.equals(word) || name.startsWith(word + "-");
    }
}
