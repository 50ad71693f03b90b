package magpie.api.graph;

/** Who blocks whom, a byte of flags for each target in the order asked. */
public record Blocks(byte[] flags) {
    /** The viewer blocks the target. */
    public static final int BLOCKING = 1;

    /** The target blocks the viewer, who must not be told. */
    public static final int BLOCKED_BY = 2;

    /** Whether the target blocks the viewer. */
    public boolean blockedBy(int target) {
        return (flags[target] & BLOCKED_BY) != 0;
    }

    /** Whether neither may see the other. */
    public boolean hidden(int target) {
        return flags[target] != 0;
    }
}
