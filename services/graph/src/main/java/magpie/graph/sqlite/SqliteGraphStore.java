package magpie.graph.sqlite;

import java.sql.SQLException;
import java.util.List;
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
import magpie.graph.store.BlockLists;
import magpie.graph.store.Decision;
import magpie.graph.store.GraphRules;
import magpie.graph.store.GraphStore;
import magpie.graph.store.RelationshipChange;
import magpie.kit.ids.IdGenerator;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sql.Sql;
import magpie.kit.sqlite.CacheInvalidation;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * Stores the graph in SQLite. Each relation is one row under (who, whom) with the id generated for it, which is its key
 * in every list; two covering indexes give the lists from either side. {@code graph-1.sql} explains the rest.
 */
public final class SqliteGraphStore implements GraphStore {
    /** The schema of {@code graph.db}. */
    public static final Schema SCHEMA = Schema.of(SqliteGraphStore.class, "graph-1.sql");

    private static final String ADD_BLOCK = "INSERT INTO blocks (blocker, blocked, id) VALUES (?, ?, ?)";
    private static final String REMOVE_BLOCK = "DELETE FROM blocks WHERE blocker = ? AND blocked = ?";
    private static final String ADD_MUTE = "INSERT INTO mutes (muter, muted, id) VALUES (?, ?, ?)";
    private static final String REMOVE_MUTE = "DELETE FROM mutes WHERE muter = ? AND muted = ?";

    private final SqliteDatabase database;
    private final SqliteTopics topics;
    private final GraphRules rules;
    private final IdGenerator ids;
    private final FollowRows follows;
    private final Deletion deletion;
    private final FollowerPages followerPages;
    private final BlockLists blockLists;
    private final CacheInvalidation blockers;
    private final Recounting recounting;

    /** Creates a store in an open database; its events go to the topic {@code graph}. */
    public SqliteGraphStore(SqliteDatabase database, SqliteTopics topics, GraphRules rules, int cachedFollowers) {
        this.followerPages = new FollowerPages(database, cachedFollowers);
        AccountRows accounts = new AccountRows(topics, database.ids(), rules, followerPages);
        this.blockLists =
                BlockLists.of(ids -> new BlockLists.Read(database.read(sql -> BlockRows.of(sql, ids)), false));
        this.blockers = new CacheInvalidation(database, blockLists::forget);
        this.database = database;
        this.topics = topics;
        this.rules = rules;
        this.ids = database.ids();
        this.follows = new FollowRows(ids, accounts);
        this.deletion = new Deletion(follows, followerPages, blockers);
        this.recounting = new Recounting(database, accounts, rules);
    }

    @Override
    public Relationship follow(Pair pair) {
        return change(RelationshipChange.FOLLOW, pair);
    }

    /** A refused follow throws nothing: that would undo those before it, and the whole group of writes. */
    @Override
    public int follows(List<Pair> pairs) {
        return database.write(sql -> {
            int made = 0;
            for (Pair pair : pairs) {
                if (rules.makesFollow(pair, RelationshipRows.state(sql, RelationshipChange.FOLLOW, pair))) {
                    make(sql, RelationshipChange.FOLLOW, pair, false);
                    made++;
                }
            }
            return made;
        });
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
        return new RelationshipBatch(
                database.read(sql -> RelationshipRows.many(sql, query.viewerId(), query.targetIds())));
    }

    @Override
    public Blocks blocking(RelationshipQuery query) {
        return blockLists.between(query);
    }

    @Override
    public FollowCounts counts(long... userIds) {
        return database.read(sql -> RelationshipRows.counts(sql, userIds));
    }

    @Override
    public UserPage page(Relation relation, Listing listing) {
        return database.read(sql -> ListRows.page(sql, relation, listing));
    }

    @Override
    public UserPage mutuals(MutualsListing listing) {
        return database.read(sql -> ListRows.mutuals(sql, listing));
    }

    @Override
    public FollowerPage followerPage(Listing step) {
        return followerPages.step(step);
    }

    @Override
    public RelationshipSet relationshipSet(long userId) {
        return database.read(sql -> FeedRows.relationshipSet(sql, userId));
    }

    @Override
    public Recounted recount(RecountChunk chunk) {
        return recounting.chunk(chunk);
    }

    @Override
    public boolean deleteUser(long userId, int rows) {
        return database.write(sql -> deletion.chunk(sql, userId, rows));
    }

    private Relationship change(RelationshipChange change, Pair pair) {
        return database.write(sql -> {
            Decision decision = rules.decide(change, RelationshipRows.state(sql, change, pair));
            if (decision.changes()) {
                make(sql, change, pair, decision.endsFollows());
            }
            return decision.after();
        });
    }

    /** Writes the row of a change, the follows that end with it, and its event. */
    private void make(Sql sql, RelationshipChange change, Pair pair, boolean endsFollows) throws SQLException {
        long id = write(sql, change, pair.actorId(), pair.targetId());
        if (endsFollows) {
            follows.remove(sql, pair.actorId(), pair.targetId());
            follows.remove(sql, pair.targetId(), pair.actorId());
        }
        topics.append(sql, GraphEvent.TOPIC, pair.actorId(), change.event(pair, id));
    }

    private long write(Sql sql, RelationshipChange change, long actor, long target) throws SQLException {
        return switch (change) {
            case FOLLOW -> follows.add(sql, actor, target);
            case UNFOLLOW -> {
                follows.remove(sql, actor, target);
                yield ids.next();
            }
            case BLOCK -> {
                blockers.touch(actor);
                yield added(sql, ADD_BLOCK, actor, target);
            }
            case UNBLOCK -> {
                blockers.touch(actor);
                yield removed(sql, REMOVE_BLOCK, actor, target);
            }
            case MUTE -> added(sql, ADD_MUTE, actor, target);
            case UNMUTE -> removed(sql, REMOVE_MUTE, actor, target);
        };
    }

    private long added(Sql sql, String statement, long actor, long target) throws SQLException {
        long id = ids.next();
        sql.update(statement, actor, target, id);
        return id;
    }

    private long removed(Sql sql, String statement, long actor, long target) throws SQLException {
        sql.update(statement, actor, target);
        return ids.next();
    }
}
