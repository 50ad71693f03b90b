package magpie.graph.neo4j.reads;

import java.util.Locale;

/**
 * The kinds of relationship. Each holds, beside the {@code id} that is its key in lists, the ids of both ends: an index
 * on (end, id, other end) gives a page without looking at anything else.
 */
public enum Kind {
    FOLLOWS("follower", "followee"),
    BLOCKS("blocker", "blocked"),
    MUTES("muter", "muted");

    /** The property with who acts. */
    public final String actor;

    /** The property with on whom. */
    public final String target;

    Kind(String actor, String target) {
        this.actor = actor;
        this.target = target;
    }

    /** A relationship of one kind between two accounts. */
    public record Row(Kind kind, long actor, long target) {}

    /** Puts the names of this kind into a statement with {@code $KIND}, {@code $ACTOR} and {@code $TARGET}. */
    public String in(String statement) {
        return statement.replace("$KIND", name()).replace("$ACTOR", actor).replace("$TARGET", target);
    }

    /** The start of the names of its indexes. */
    public String lower() {
        return name().toLowerCase(Locale.ROOT);
    }
}
