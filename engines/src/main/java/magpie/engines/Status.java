package magpie.engines;

/**
 * A node's state.
 *
 * @param name of the node
 * @param node its number
 * @param pid of its process; 0 when it does not run
 * @param address where clients reach it
 * @param role its role among its siblings; empty if they are all alike
 * @param health {@code ok}, {@code stopped}, or what is wrong
 */
public record Status(String name, int node, long pid, String address, String role, String health) {
    /** The health of a node that runs and answers. */
    static final String OK = "ok";

    /** Whether it runs and answers. */
    public boolean isWell() {
        return health.equals(OK);
    }
}
