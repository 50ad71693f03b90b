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
import magpie.api.UserPage;
import magpie.api.graph.Blocks;
import magpie.api.graph.FollowCounts;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.MutualsListing;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipBatch;
import magpie.api.graph.RelationshipQuery;
import magpie.api.graph.RelationshipSet;
import magpie.graph.neo4j.changes.Change;
import magpie.graph.neo4j.changes.Change.Involved;
import magpie.graph.neo4j.changes.ChangeRows;
import magpie.graph.neo4j.changes.Deletion;
import magpie.graph.neo4j.changes.GroupWriter;
import magpie.graph.neo4j.changes.Recounting;
import magpie.graph.neo4j.changes.UnitOfWork;
import magpie.graph.neo4j.reads.BlockRows;
import magpie.graph.neo4j.reads.Counts;
import magpie.graph.neo4j.reads.FeedRows;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.reads.Kind.Row;
import magpie.graph.neo4j.reads.ListRows;
import magpie.graph.neo4j.server.Database;
import magpie.graph.neo4j.server.Neo4jOutbox;
import magpie.graph.neo4j.server.Source;
import magpie.graph.neo4j.server.Source.Answer;
import magpie.graph.store.BlockLists;
import magpie.graph.store.Decision;
import magpie.graph.store.GraphRules;
import magpie.graph.store.GraphStore;
import magpie.graph.store.RelationshipChange;
import org.neo4j.driver.Record;

/** Stores the graph in Neo4j. A {@link UnitOfWork} decides changes; {@link GroupWriter} makes them durable. */
final class Neo4jGraphStore implements GraphStore, AutoCloseable {
    private final Source source;
    private final GraphRules rules;
    private final GroupWriter writer;
    private final ListRows lists;
    private final FeedRows feeds;
    private final Counts counts;
    private final BlockLists blockLists;
    private final Recounting recounting;
    private final Deletion deletion;

    /** Creates a store that reads where it writes. */
    Neo4jGraphStore(Database database, Neo4jOutbox outbox, GraphRules rules, LongSupplier ids, MeterRegistry meters) {
        this(database, database, outbox, rules, ids, meters);
    }

    /** Creates a store that reads from a source and writes to a database. */
    Neo4jGraphStore(
            Source source,
            Database database,
            Neo4jOutbox outbox,
            GraphRules rules,
            LongSupplier ids,
            MeterRegistry meters) {
        this.source = source;
        this.rules = rules;
        this.blockLists = BlockLists.of(blockers -> BlockRows.of(source, blockers), BlockRows.LONGEST);
        this.writer = new GroupWriter(database, rules, ids, meters, work -> {
            blockLists.forget(work.blockers());
            if (!work.events().isEmpty()) {
                outbox.appended();
            }
        });
        this.lists = new ListRows(source);
        this.feeds = new FeedRows(source);
        this.counts = new Counts(source);
        this.recounting = new Recounting(database, writer, rules);
        this.deletion = new Deletion(database, writer);
    }

    /** Evicts what any process changed. */
    void heard(GraphEvent event) {
        if (event instanceof GraphEvent.Blocked relationship) {
            blockLists.forget(relationship.blockerId());
        } else if (event instanceof GraphEvent.Unblocked relationship) {
            blockLists.forget(relationship.blockerId());
        }
    }

    @Override
    public Relationship follow(Pair pair) {
        return change(RelationshipChange.FOLLOW, pair);
    }

    @Override
    public int follows(List<Pair> pairs) {
        return pairs.isEmpty()
                ? 0
                : writer.submit(new Change<>(Involved.between(pairs), work -> (int) pairs.stream()
                        .filter(pair -> followIfAllowed(work, pair))
                        .count()));
    }

    @Override
    public Relationship unfollow(Pair pair) {
        return change(RelationshipChange.UNFOLLOW, pair);
    }

    @Override
    public Relationship block(Pair pair) {
        return change(RelationshipChange.BLOCK, pair);
    }

    @Override
    public Relationship unblock(Pair pair) {
        return change(RelationshipChange.UNBLOCK, pair);
    }

    @Override
    public Relationship mute(Pair pair) {
        return change(RelationshipChange.MUTE, pair);
    }

    @Override
    public Relationship unmute(Pair pair) {
        return change(RelationshipChange.UNMUTE, pair);
    }

    @Override
    public RelationshipBatch relationships(RelationshipQuery query) {
        long viewer = query.viewerId();
        List<Pair> pairs = LongStream.of(query.targetIds())
                .mapToObj(target -> new Pair(viewer, target))
                .toList();
        Set<Row> asked = Involved.between(pairs).rows();
        Answer<List<Record>> answer = asked.isEmpty()
                ? new Answer<>(List.of(), false)
                : source.answer(ChangeRows.ROWS, ChangeRows.pairs(asked));
        Set<Row> found = answer.value().stream().map(ChangeRows::row).collect(Collectors.toSet());
        return new RelationshipBatch(
                pairs.stream().map(pair -> relationship(found, pair)).toList(), answer.behind());
    }

    private static Relationship relationship(Set<Row> found, Pair pair) {
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
    public Blocks blocking(RelationshipQuery query) {
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
    public FollowerPage followerPage(Listing step) {
        return feeds.followerPage(step);
    }

    @Override
    public RelationshipSet relationshipSet(long userId) {
        return feeds.relationshipSet(userId);
    }

    @Override
    public Recounted recount(RecountChunk chunk) {
        return recounting.chunk(chunk);
    }

    @Override
    public boolean deleteUser(long userId, int rows) {
        return deletion.chunk(userId, rows);
    }

    private Relationship change(RelationshipChange change, Pair pair) {
        return writer.submit(new Change<>(Involved.between(List.of(pair)), work -> {
            Decision decision = rules.decide(change, work.state(change, pair));
            if (decision.changes()) {
                work.make(change, pair, decision.endsFollows());
            }
            return decision.after();
        }));
    }

    private boolean followIfAllowed(UnitOfWork work, Pair pair) {
        boolean makes = rules.makesFollow(pair, work.state(RelationshipChange.FOLLOW, pair));
        if (makes) {
            work.make(RelationshipChange.FOLLOW, pair, false);
        }
        return makes;
    }

    @Override
    public void close() {
        writer.close();
    }
}
