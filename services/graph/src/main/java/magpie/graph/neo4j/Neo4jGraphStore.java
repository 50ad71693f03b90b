package magpie.graph.neo4j;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.Ties.Audience;
import magpie.api.graph.Ties.Blocks;
import magpie.api.graph.Ties.Circle;
import magpie.api.graph.Ties.FollowCounts;
import magpie.api.graph.Ties.MutualsListing;
import magpie.api.graph.Ties.Pair;
import magpie.api.graph.Ties.Recount;
import magpie.api.graph.Ties.Recounted;
import magpie.api.graph.Ties.Tie;
import magpie.api.graph.Ties.TieBatch;
import magpie.api.graph.Ties.TieQuery;
import magpie.graph.GraphRules;
import magpie.graph.GraphStore;
import magpie.graph.neo4j.Change.Involved;
import magpie.graph.neo4j.Kind.Row;

/** The graph in Neo4j. What a change decides is decided here, on a {@link Draft}; {@link GroupWriter} makes it last. */
final class Neo4jGraphStore implements GraphStore, AutoCloseable {
    private static final String COUNTS = "UNWIND $ids AS id MATCH (u:User {id: id})"
            + " RETURN id, coalesce(u.followers, 0) AS followers, coalesce(u.following, 0) AS following";

    private final Database database;
    private final GraphRules rules;
    private final GroupWriter writer;
    private final Lists lists;
    private final Feeds feeds;
    private final BlockLists blockLists;
    private final Recounting recounting;
    private final Erasure erasure;

    Neo4jGraphStore(Database database, Neo4jOutbox outbox, GraphRules rules, LongSupplier ids, MeterRegistry meters) {
        this.database = database;
        this.rules = rules;
        this.blockLists = new BlockLists(database);
        this.writer = new GroupWriter(database, rules, ids, meters, draft -> {
            blockLists.forget(draft.blockers());
            if (!draft.told().isEmpty()) {
                outbox.appended();
            }
        });
        this.lists = new Lists(database);
        this.feeds = new Feeds(database);
        this.recounting = new Recounting(database, writer, rules);
        this.erasure = new Erasure(database, writer);
    }

    /** What a change does to a draft; false when it changed nothing. */
    private interface Step {
        boolean make(Draft draft, long actor, long target);
    }

    @Override
    public Tie follow(Pair pair) {
        return change(pair, this::follow, new GraphEvent.Followed(pair.actorId(), pair.targetId()));
    }

    @Override
    public int follows(List<Pair> pairs) {
        return pairs.isEmpty()
                ? 0
                : writer.submit(new Change<>(Involved.between(pairs), draft -> (int) pairs.stream()
                        .filter(pair -> followIfAllowed(draft, pair))
                        .count()));
    }

    @Override
    public Tie unfollow(Pair pair) {
        Step step = (draft, actor, target) -> draft.remove(Kind.FOLLOWS, actor, target);
        return change(pair, step, new GraphEvent.Unfollowed(pair.actorId(), pair.targetId()));
    }

    @Override
    public Tie block(Pair pair) {
        return change(pair, this::block, new GraphEvent.Blocked(pair.actorId(), pair.targetId()));
    }

    @Override
    public Tie unblock(Pair pair) {
        Step step = (draft, actor, target) -> draft.remove(Kind.BLOCKS, actor, target);
        return change(pair, step, new GraphEvent.Unblocked(pair.actorId(), pair.targetId()));
    }

    @Override
    public Tie mute(Pair pair) {
        return change(pair, this::mute, new GraphEvent.Muted(pair.actorId(), pair.targetId()));
    }

    @Override
    public Tie unmute(Pair pair) {
        Step step = (draft, actor, target) -> draft.remove(Kind.MUTES, actor, target);
        return change(pair, step, new GraphEvent.Unmuted(pair.actorId(), pair.targetId()));
    }

    @Override
    public TieBatch ties(TieQuery query) {
        long viewer = query.viewerId();
        List<Pair> pairs = LongStream.of(query.targetIds())
                .mapToObj(target -> new Pair(viewer, target))
                .toList();
        Set<Row> asked = Involved.between(pairs).rows();
        Set<Row> found = asked.isEmpty() ? Set.of() : new HashSet<>(found(asked));
        return new TieBatch(pairs.stream().map(pair -> tie(found, pair)).toList());
    }

    private List<Row> found(Set<Row> asked) {
        return database.read(DraftRows.ROWS, DraftRows.pairs(asked)).stream()
                .map(DraftRows::row)
                .toList();
    }

    private static Tie tie(Set<Row> found, Pair pair) {
        long viewer = pair.actorId();
        long target = pair.targetId();
        return new Tie(
                found.contains(new Row(Kind.FOLLOWS, viewer, target)),
                found.contains(new Row(Kind.FOLLOWS, target, viewer)),
                found.contains(new Row(Kind.BLOCKS, viewer, target)),
                found.contains(new Row(Kind.BLOCKS, target, viewer)),
                found.contains(new Row(Kind.MUTES, viewer, target)));
    }

    @Override
    public Blocks blocking(TieQuery query) {
        return blockLists.between(query);
    }

    @Override
    public FollowCounts counts(long... userIds) {
        FollowCounts counts = new FollowCounts(new long[userIds.length], new long[userIds.length]);
        if (userIds.length > 0) {
            List<Long> ids = LongStream.of(userIds).distinct().boxed().toList();
            database.read(COUNTS, Map.of("ids", ids)).forEach(row -> {
                for (int i = 0; i < userIds.length; i++) {
                    if (userIds[i] == row.get("id").asLong()) {
                        counts.followers()[i] = row.get("followers").asLong();
                        counts.following()[i] = row.get("following").asLong();
                    }
                }
            });
        }
        return counts;
    }

    @Override
    public UserPage page(Relation relation, Listing listing) {
        return lists.page(relation, listing);
    }

    @Override
    public UserPage mutuals(MutualsListing listing) {
        return lists.mutuals(listing);
    }

    @Override
    public Audience audience(Listing step) {
        return feeds.audience(step);
    }

    @Override
    public Circle circle(long userId) {
        return feeds.circle(userId);
    }

    @Override
    public Recounted recount(Recount chunk) {
        return recounting.chunk(chunk);
    }

    @Override
    public boolean erase(long userId, int rows) {
        return erasure.chunk(userId, rows);
    }

    private Tie change(Pair pair, Step step, GraphEvent event) {
        return writer.submit(new Change<>(Involved.between(List.of(pair)), draft -> {
            draft.refuseIfGone(pair.actorId(), pair.targetId());
            if (step.make(draft, pair.actorId(), pair.targetId())) {
                draft.tell(pair.actorId(), event);
            }
            return draft.tie(pair.actorId(), pair.targetId());
        }));
    }

    private boolean follow(Draft draft, long actor, long target) {
        if (draft.blocked(actor, target)) {
            throw ServiceException.notFound("user");
        }
        if (draft.has(Kind.FOLLOWS, actor, target)) {
            return false;
        }
        rules.limitFollowing(draft.account(actor).following + 1);
        draft.add(Kind.FOLLOWS, actor, target);
        return true;
    }

    private boolean followIfAllowed(Draft draft, Pair pair) {
        long actor = pair.actorId();
        long target = pair.targetId();
        boolean allowed = actor != target
                && !draft.account(actor).gone
                && !draft.account(target).gone
                && !draft.blocked(actor, target)
                && draft.account(actor).following < rules.maxFollowing();
        boolean added = allowed && follow(draft, actor, target);
        if (added) {
            draft.tell(actor, new GraphEvent.Followed(actor, target));
        }
        return added;
    }

    private boolean block(Draft draft, long actor, long target) {
        if (draft.has(Kind.BLOCKS, actor, target)) {
            return false;
        }
        rules.limitBlocks(draft.account(actor).blocks + 1);
        draft.add(Kind.BLOCKS, actor, target);
        draft.remove(Kind.FOLLOWS, actor, target);
        draft.remove(Kind.FOLLOWS, target, actor);
        return true;
    }

    private boolean mute(Draft draft, long actor, long target) {
        if (draft.has(Kind.MUTES, actor, target)) {
            return false;
        }
        rules.limitMutes(draft.account(actor).mutes + 1);
        draft.add(Kind.MUTES, actor, target);
        return true;
    }

    @Override
    public void close() {
        writer.close();
    }
}
