package magpie.graph.sqlite;

import java.sql.SQLException;
import java.util.List;
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
import magpie.kit.ids.IdGenerator;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sql.Sql;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * The graph in SQLite. Each relation is one row under (who, whom) with the id that was minted for it, which is its key
 * in every list; two covering indexes give the lists from either side. {@code graph-1.sql} explains the rest.
 */
public final class SqliteGraphStore implements GraphStore {
    /** The schema of {@code graph.db}. */
    public static final Schema SCHEMA = Schema.of(SqliteGraphStore.class, "graph-1.sql");

    private static final String GONE = "SELECT count(*) FROM gone WHERE user IN (?, ?)";
    private static final String BLOCKED =
            "SELECT count(*) FROM blocks WHERE (blocker = ?1 AND blocked = ?2) OR (blocker = ?2 AND blocked = ?1)";
    private static final String ADD_BLOCK =
            "INSERT INTO blocks (blocker, blocked, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE_BLOCK = "DELETE FROM blocks WHERE blocker = ? AND blocked = ?";
    private static final String COUNT_BLOCKS = "SELECT count(*) FROM blocks WHERE blocker = ?";
    private static final String ADD_MUTE =
            "INSERT INTO mutes (muter, muted, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE_MUTE = "DELETE FROM mutes WHERE muter = ? AND muted = ?";
    private static final String COUNT_MUTES = "SELECT count(*) FROM mutes WHERE muter = ?";

    private final SqliteDatabase database;
    private final SqliteTopics topics;
    private final GraphRules rules;
    private final IdGenerator ids;
    private final FollowRows follows;
    private final Deletion erasure;
    private final FollowerPages audiences;
    private final BlockLists blockLists;
    private final Recounting recounting;

    /** A store in an open database, which tells its events in the topic {@code graph}. */
    public SqliteGraphStore(SqliteDatabase database, SqliteTopics topics, GraphRules rules, int cachedFollowers) {
        this.audiences = new FollowerPages(database, cachedFollowers);
        AccountRows accounts = new AccountRows(topics, database.ids(), rules, audiences);
        this.blockLists = new BlockLists(database);
        this.database = database;
        this.topics = topics;
        this.rules = rules;
        this.ids = database.ids();
        this.follows = new FollowRows(ids, accounts, rules);
        this.erasure = new Deletion(follows, audiences, blockLists);
        this.recounting = new Recounting(database, accounts, rules);
    }

    /** What a change does to the rows: the id of what it did, 0 when it changed none. */
    private interface Change {
        long make(Sql sql, long actor, long target) throws SQLException;
    }

    /** The event that tells of a change. */
    private interface Telling {
        GraphEvent of(long actor, long target, long id);
    }

    @Override
    public Relationship follow(Pair pair) {
        return change(pair, this::addFollow, GraphEvent.Followed::new);
    }

    @Override
    public int follows(List<Pair> pairs) {
        return database.write(sql -> {
            int made = 0;
            for (Pair pair : pairs) {
                made += addIfAllowed(sql, pair.actorId(), pair.targetId()) ? 1 : 0;
            }
            return made;
        });
    }

    @Override
    public Relationship unfollow(Pair pair) {
        return change(pair, this::removeFollow, GraphEvent.Unfollowed::new);
    }

    @Override
    public Relationship block(Pair pair) {
        return change(pair, this::addBlock, GraphEvent.Blocked::new);
    }

    @Override
    public Relationship unblock(Pair pair) {
        return change(pair, this::removeBlock, GraphEvent.Unblocked::new);
    }

    @Override
    public Relationship mute(Pair pair) {
        return change(pair, this::addMute, GraphEvent.Muted::new);
    }

    @Override
    public Relationship unmute(Pair pair) {
        return change(pair, this::removeMute, GraphEvent.Unmuted::new);
    }

    @Override
    public TieBatch ties(TieQuery query) {
        return new TieBatch(database.read(sql -> RelationshipRows.many(sql, query.viewerId(), query.targetIds())));
    }

    @Override
    public Blocks blocking(TieQuery query) {
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
    public FollowerPage audience(Listing step) {
        return audiences.step(step);
    }

    @Override
    public RelationshipSet circle(long userId) {
        return database.read(sql -> FeedRows.circle(sql, userId));
    }

    @Override
    public Recounted recount(RecountChunk chunk) {
        return recounting.chunk(chunk);
    }

    @Override
    public boolean erase(long userId, int rows) {
        return database.write(sql -> erasure.chunk(sql, userId, rows));
    }

    private Relationship change(Pair pair, Change change, Telling telling) {
        long actor = pair.actorId();
        long target = pair.targetId();
        return database.write(sql -> {
            if (sql.number(GONE, 0, actor, target) > 0) {
                throw ServiceException.notFound("user");
            }
            long id = change.make(sql, actor, target);
            if (id != 0) {
                topics.append(sql, GraphEvent.TOPIC, actor, telling.of(actor, target, id));
            }
            return RelationshipRows.one(sql, actor, target);
        });
    }

    private long addFollow(Sql sql, long actor, long target) throws SQLException {
        if (sql.number(BLOCKED, 0, actor, target) > 0) {
            throw ServiceException.notFound("user");
        }
        return follows.add(sql, actor, target);
    }

    /** Throws nothing where a follow is refused: that would undo those before it, and the whole group of writes. */
    private boolean addIfAllowed(Sql sql, long actor, long target) throws SQLException {
        long id = follows.addIfAllowed(sql, actor, target);
        if (id != 0) {
            topics.append(sql, GraphEvent.TOPIC, actor, new GraphEvent.Followed(actor, target, id));
        }
        return id != 0;
    }

    private long removeFollow(Sql sql, long actor, long target) throws SQLException {
        return follows.remove(sql, actor, target) ? ids.next() : 0;
    }

    private long addBlock(Sql sql, long actor, long target) throws SQLException {
        long id = ids.next();
        if (sql.update(ADD_BLOCK, actor, target, id) == 0) {
            return 0;
        }
        rules.limitBlocks(sql.number(COUNT_BLOCKS, 0, actor));
        follows.remove(sql, actor, target);
        follows.remove(sql, target, actor);
        blockLists.touch(actor);
        return id;
    }

    private long removeBlock(Sql sql, long actor, long target) throws SQLException {
        blockLists.touch(actor);
        return sql.update(REMOVE_BLOCK, actor, target) == 1 ? ids.next() : 0;
    }

    private long addMute(Sql sql, long actor, long target) throws SQLException {
        long id = ids.next();
        if (sql.update(ADD_MUTE, actor, target, id) == 0) {
            return 0;
        }
        rules.limitMutes(sql.number(COUNT_MUTES, 0, actor));
        return id;
    }

    private long removeMute(Sql sql, long actor, long target) throws SQLException {
        return sql.update(REMOVE_MUTE, actor, target) == 1 ? ids.next() : 0;
    }
}
