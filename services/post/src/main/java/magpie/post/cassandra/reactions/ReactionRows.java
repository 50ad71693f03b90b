package magpie.post.cassandra.reactions;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import magpie.api.Ids;
import magpie.api.post.PostStats;
import magpie.post.cassandra.session.Engine;
import org.jspecify.annotations.Nullable;

/** The table {@code reactions}: claims, written conditionally, and what was done of them, written in batches. */
public final class ReactionRows {
    /** A partition has a person's reactions to the posts of six days. */
    private static final int PERIOD_SHIFT = Ids.TIME_SHIFT + 29;

    private final Engine engine;
    private final Map<ReactionKind, Statements> statements = new EnumMap<>(ReactionKind.class);
    private final PreparedStatement page;
    private final PreparedStatement whole;
    private final PreparedStatement remove;

    private record Statements(
            PreparedStatement find, PreparedStatement claim, PreparedStatement renew, PreparedStatement done) {
        static Statements of(Engine engine, ReactionKind kind) {
            String c = kind.claim();
            String where = " WHERE user_id = ? AND period = ? AND post_id = ?";
            return new Statements(
                    engine.prepare("SELECT " + c + "_seq, " + c + "_on, " + c + "_id, " + c + "_before, " + c
                            + "_event, " + kind.done() + "_seq FROM reactions" + where),
                    engine.prepare("UPDATE reactions SET " + c + "_seq = ?, " + c + "_on = ?, " + c + "_id = ?, " + c
                            + "_before = ?, " + c + "_event = ?" + where + " IF " + c + "_seq = ?"),
                    engine.prepare("UPDATE reactions SET " + c + "_event = ?" + where + " IF " + c + "_seq = ? AND " + c
                            + "_event = ?"),
                    engine.prepare("UPDATE reactions USING TIMESTAMP ? SET " + kind.done() + " = ?, " + kind.done()
                            + "_seq = ?" + where));
        }
    }

    /**
     * The last decision about one person's reaction.
     *
     * @param seq grows with each decision, and with time; 0 for none yet
     * @param on whether the reaction is made or taken back
     * @param id of the like or repost, or of the one taken back
     * @param before the id before that one
     * @param event the id of the event that reports it
     * @param doneSeq the sequence that was carried out
     */
    public record Claim(long seq, boolean on, long id, long before, long event, long doneSeq) {
        static final Claim NONE = new Claim(0, false, 0, 0, 0, 0);

        boolean done() {
            return doneSeq >= seq;
        }

        Claim asDone() {
            return new Claim(seq, on, id, before, event, seq);
        }

        Claim told(long otherEvent) {
            return new Claim(seq, on, id, before, otherEvent, doneSeq);
        }
    }

    public ReactionRows(Engine engine) {
        this.engine = engine;
        for (ReactionKind kind : ReactionKind.values()) {
            statements.put(kind, Statements.of(engine, kind));
        }
        this.page = engine.prepare(
                "SELECT post_id, liked, reposted FROM reactions WHERE user_id = ? AND period = ? AND post_id IN ?");
        this.whole = engine.prepare(
                "SELECT post_id, liked, reposted FROM reactions WHERE user_id = ? AND period = ? LIMIT ?");
        this.remove = engine.prepare("DELETE FROM reactions WHERE user_id = ? AND period = ? AND post_id = ?");
    }

    public static int period(long postId) {
        return (int) (postId >>> PERIOD_SHIFT);
    }

    public Claim find(ReactionKind kind, long userId, long postId) {
        return claim(kind, engine.one(finding(kind, userId, postId)));
    }

    /** Also sees a claim whose writer got no answer. */
    Claim findSerially(ReactionKind kind, long userId, long postId) {
        return claim(kind, engine.one(Engine.serially(finding(kind, userId, postId))));
    }

    private BoundStatement finding(ReactionKind kind, long userId, long postId) {
        return Engine.bind(of(kind).find, userId, period(postId), postId);
    }

    private static Claim claim(ReactionKind kind, @Nullable Row row) {
        String c = kind.claim();
        return row == null
                ? Claim.NONE
                : new Claim(
                        row.getLong(c + "_seq"),
                        row.getBoolean(c + "_on"),
                        row.getLong(c + "_id"),
                        row.getLong(c + "_before"),
                        row.getLong(c + "_event"),
                        row.getLong(kind.done() + "_seq"));
    }

    /** Decides; false if somebody else decided since {@code now} was read. */
    boolean claim(ReactionKind kind, long userId, long postId, Claim next, Claim now) {
        Statement<?> claim = Engine.condition(
                of(kind).claim,
                next.seq(),
                next.on(),
                next.id(),
                next.before(),
                next.event(),
                userId,
                period(postId),
                postId,
                now.seq() == 0 ? null : now.seq());
        return Engine.took(engine.decide(claim));
    }

    /** Gives a claim a new event; false if another was faster. */
    boolean renew(ReactionKind kind, long userId, long postId, Claim now, long event) {
        return Engine.took(engine.decide(
                Engine.bind(of(kind).renew, event, userId, period(postId), postId, now.seq(), now.event())));
    }

    BoundStatement done(ReactionKind kind, long userId, long postId, Claim claim) {
        return Engine.bind(
                of(kind).done, claim.seq(), claim.on() ? claim.id() : 0L, claim.seq(), userId, period(postId), postId);
    }

    /** A person's reactions to posts of one period: ids of the post, the like and the repost, 0 for none. */
    List<Row> page(long userId, int period, List<Long> postIds) {
        return engine.all(Engine.bind(page, userId, period, postIds));
    }

    /** The same for all posts of the period, up to a maximum. */
    List<Row> period(long userId, int period, int most) {
        return engine.all(Engine.bind(whole, userId, period, most));
    }

    /** The flags of a row of a page or period, as in {@link PostStats}. */
    static byte flags(Row row) {
        return (byte) ((row.getLong("liked") == 0 ? 0 : PostStats.LIKED)
                | (row.getLong("reposted") == 0 ? 0 : PostStats.REPOSTED));
    }

    /** Forgets the reactions to a deleted post. */
    public BoundStatement remove(long userId, long postId) {
        return Engine.bind(remove, userId, period(postId), postId);
    }

    private Statements of(ReactionKind kind) {
        return Objects.requireNonNull(statements.get(kind));
    }
}
