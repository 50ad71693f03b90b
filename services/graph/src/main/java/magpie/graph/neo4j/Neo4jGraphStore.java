package magpie.graph.neo4j;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.graph.Blocks;
import magpie.api.graph.FollowCounts;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.MutualsListing;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipSet;
import magpie.api.graph.TieBatch;
import magpie.api.graph.TieQuery;
import magpie.graph.GraphRules;
import magpie.graph.GraphStore;
import magpie.graph.neo4j.changes.Change;
import magpie.graph.neo4j.changes.Change.Involved;
import magpie.graph.neo4j.changes.Deletion;
import magpie.graph.neo4j.changes.DraftRows;
import magpie.graph.neo4j.changes.GroupWriter;
import magpie.graph.neo4j.changes.Recounting;
import magpie.graph.neo4j.changes.UnitOfWork;
import magpie.graph.neo4j.reads.BlockLists;
import magpie.graph.neo4j.reads.Counts;
import magpie.graph.neo4j.reads.Feeds;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.reads.Kind.Row;
import magpie.graph.neo4j.reads.Lists;
import magpie.graph.neo4j.server.Database;
import magpie.graph.neo4j.server.Neo4jOutbox;
import magpie.graph.neo4j.server.Source;
import magpie.graph.neo4j.server.Source.Told;
import org.neo4j.driver.Record;

/** The graph in Neo4j. What a change decides is decided here, on a {@link UnitOfWork}; {@link GroupWriter} makes it last. */
final class Neo4jGraphStore implements GraphStore, AutoCloseable {
    private final Source source;
    private final GraphRules rules;
    private final GroupWriter writer;
    private final Lists lists;
    private final Feeds feeds;
    private final Counts counts;
    private final BlockLists blockLists;
    private final Recounting recounting;
    private final Deletion erasure;

    /** A store that reads where it writes. */
    Neo4jGraphStore(Database database, Neo4jOutbox outbox, GraphRules rules, LongSupplier ids, MeterRegistry meters) {
        this(database, database, outbox, rules, ids, meters);
    }

    /** A store that answers what it is asked from a source, and writes to a database. */
    Neo4jGraphStore(
            Source source,
            Database database,
            Neo4jOutbox outbox,
            GraphRules rules,
            LongSupplier ids,
            MeterRegistry meters) {
        this.source = source;
        this.rules = rules;
        this.blockLists = new BlockLists(source);
        this.writer = new GroupWriter(database, rules, ids, meters, draft -> {
            blockLists.forget(draft.blockers());
            if (!draft.told().isEmpty()) {
                outbox.appended();
            }
        });
        this.lists = new Lists(source);
        this.feeds = new Feeds(source);
        this.counts = new Counts(source);
        this.recounting = new Recounting(database, writer, rules);
        this.erasure = new Deletion(database, writer);
    }

    /** What any process changed is not at hand here any more. */
    void heard(GraphEvent event) {
        if (event instanceof GraphEvent.Blocked tie) {
            blockLists.forget(List.of(tie.blockerId()));
        } else if (event instanceof GraphEvent.Unblocked tie) {
            blockLists.forget(List.of(tie.blockerId()));
        }
    }

    /** What a change does to a draft: the id of what it did, 0 when it changed nothing. */
    private interface Step {
        long make(UnitOfWork draft, long actor, long target);
    }

    /** The event that tells of a change. */
    private interface Telling {
        GraphEvent of(long actor, long target, long id);
    }

    @Override
    public Relationship follow(Pair pair) {
        return change(pair, this::follow, GraphEvent.Followed::new);
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
    public Relationship unfollow(Pair pair) {
        return change(pair, ending(Kind.FOLLOWS), GraphEvent.Unfollowed::new);
    }

    @Override
    public Relationship block(Pair pair) {
        return change(pair, this::block, GraphEvent.Blocked::new);
    }

    @Override
    public Relationship unblock(Pair pair) {
        return change(pair, ending(Kind.BLOCKS), GraphEvent.Unblocked::new);
    }

    @Override
    public Relationship mute(Pair pair) {
        return change(pair, this::mute, GraphEvent.Muted::new);
    }

    @Override
    public Relationship unmute(Pair pair) {
        return change(pair, ending(Kind.MUTES), GraphEvent.Unmuted::new);
    }

    @Override
    public TieBatch ties(TieQuery query) {
        long viewer = query.viewerId();
        List<Pair> pairs = LongStream.of(query.targetIds())
                .mapToObj(target -> new Pair(viewer, target))
                .toList();
        Set<Row> asked = Involved.between(pairs).rows();
        Told<List<Record>> told =
                asked.isEmpty() ? new Told<>(List.of(), false) : source.told(DraftRows.ROWS, DraftRows.pairs(asked));
        Set<Row> found = told.answer().stream().map(DraftRows::row).collect(Collectors.toSet());
        return new TieBatch(pairs.stream().map(pair -> tie(found, pair)).toList(), told.behind());
    }

    private static Relationship tie(Set<Row> found, Pair pair) {
        long viewer = pair.actorId();
        long target = pair.targetId();
        return new Relationship(
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
        return counts.of(userIds);
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
    public FollowerPage audience(Listing step) {
        return feeds.audience(step);
    }

    @Override
    public RelationshipSet circle(long userId) {
        return feeds.circle(userId);
    }

    @Override
    public Recounted recount(RecountChunk chunk) {
        return recounting.chunk(chunk);
    }

    @Override
    public boolean erase(long userId, int rows) {
        return erasure.chunk(userId, rows);
    }

    private Relationship change(Pair pair, Step step, Telling telling) {
        long actor = pair.actorId();
        long target = pair.targetId();
        return writer.submit(new Change<>(Involved.between(List.of(pair)), draft -> {
            draft.refuseIfGone(actor, target);
            long id = step.make(draft, actor, target);
            if (id != 0) {
                draft.tell(actor, telling.of(actor, target, id));
            }
            return draft.tie(actor, target);
        }));
    }

    private static Step ending(Kind kind) {
        return (draft, actor, target) ->
                draft.remove(kind, actor, target) ? draft.next(draft.account(actor), draft.account(target)) : 0;
    }

    private long follow(UnitOfWork draft, long actor, long target) {
        if (draft.blocked(actor, target)) {
            throw ServiceException.notFound("user");
        }
        if (draft.has(Kind.FOLLOWS, actor, target)) {
            return 0;
        }
        rules.limitFollowing(draft.account(actor).following + 1);
        return draft.add(Kind.FOLLOWS, actor, target);
    }

    private boolean followIfAllowed(UnitOfWork draft, Pair pair) {
        long actor = pair.actorId();
        long target = pair.targetId();
        boolean allowed = actor != target
                && !draft.account(actor).gone
                && !draft.account(target).gone
                && !draft.blocked(actor, target)
                && draft.account(actor).following < rules.maxFollowing();
        long id = allowed ? follow(draft, actor, target) : 0;
        if (id != 0) {
            draft.tell(actor, new GraphEvent.Followed(actor, target, id));
        }
        return id != 0;
    }

    private long block(UnitOfWork draft, long actor, long target) {
        if (draft.has(Kind.BLOCKS, actor, target)) {
            return 0;
        }
        rules.limitBlocks(draft.account(actor).blocks + 1);
        long id = draft.add(Kind.BLOCKS, actor, target);
        draft.remove(Kind.FOLLOWS, actor, target);
        draft.remove(Kind.FOLLOWS, target, actor);
        return id;
    }

    private long mute(UnitOfWork draft, long actor, long target) {
        if (draft.has(Kind.MUTES, actor, target)) {
            return 0;
        }
        rules.limitMutes(draft.account(actor).mutes + 1);
        return draft.add(Kind.MUTES, actor, target);
    }

    @Override
    public void close() {
        writer.close();
    }
}
