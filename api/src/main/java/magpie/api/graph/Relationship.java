package magpie.api.graph;

/**
 * A viewer's relationship to an account.
 *
 * @param following the viewer follows it
 * @param followedBy it follows the viewer
 * @param blocking the viewer blocks it
 * @param blockedBy it blocks the viewer, who must not be told
 * @param muting the viewer mutes it
 */
public record Relationship(boolean following, boolean followedBy, boolean blocking, boolean blockedBy, boolean muting) {
    /** No relation at all. */
    public static final Relationship NONE = new Relationship(false, false, false, false, false);

    /** Whether neither may see the other. */
    public boolean hidden() {
        return blocking || blockedBy;
    }
}
