package magpie.graph.neo4j.reads;

import java.util.Locale;

/**
 * The kinds of relationship. Each holds its {@code id}, the key in lists, and the ids of both ends: an index on (end,
 * id, other end) gives a page without looking at anything else.
 */
public enum Kind {
    FOLLOWS("follower", "followee"),
    BLOCKS("blocker", "blocked"),
    MUTES("muter", "muted");

    /** The property with the acting account. */
    public final String actor;

    /** The property with the account acted on. */
    public final String target;

    Kind(String actor, String target) {
        this.actor = actor;
        this.target = target;
    }

    /** A relationship of one kind between two accounts. */
    public record Row(Kind kind, long actor, long target) {}

    /** Replaces {@code $KIND}, {@code $ACTOR} and {@code $TARGET} in a statement by the names of this kind. */
    public String in(String statement) {
        return statement.replace("$KIND", name()).replace("$ACTOR", actor).replace("$TARGET", target);
    }

    /** The prefix of its index names. */
    public String lower() {
        return name().toLowerCase(Locale.ROOT);
    }
}
