package magpie.graph.sqlite;

import java.sql.SQLException;
import java.util.List;
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
import magpie.kit.ids.IdMint;
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
    private final IdMint ids;
    private final FollowRows follows;
    private final Erasure erasure;
    private final Audiences audiences;
    private final BlockLists blockLists;
    private final Recounting recounting;

    /** A store in an open database, which tells its events in the topic {@code graph}. */
    public SqliteGraphStore(SqliteDatabase database, SqliteTopics topics, GraphRules rules, int cachedFollowers) {
        this.audiences = new Audiences(database, cachedFollowers);
        AccountRows accounts = new AccountRows(topics, database.ids(), rules, audiences);
        this.blockLists = new BlockLists(database);
        this.database = database;
        this.topics = topics;
        this.rules = rules;
        this.ids = database.ids();
        this.follows = new FollowRows(ids, accounts, rules);
        this.erasure = new Erasure(follows, audiences, blockLists);
        this.recounting = new Recounting(database, accounts, rules);
    }

    /** What a change does to the rows; false when it changed none. */
    private interface Change {
        boolean make(Sql sql, long actor, long target) throws SQLException;
    }

    @Override
    public Tie follow(Pair pair) {
        return change(pair, this::addFollow, new GraphEvent.Followed(pair.actorId(), pair.targetId()));
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
    public Tie unfollow(Pair pair) {
        return change(pair, follows::remove, new GraphEvent.Unfollowed(pair.actorId(), pair.targetId()));
    }

    @Override
    public Tie block(Pair pair) {
        return change(pair, this::addBlock, new GraphEvent.Blocked(pair.actorId(), pair.targetId()));
    }

    @Override
    public Tie unblock(Pair pair) {
        return change(pair, this::removeBlock, new GraphEvent.Unblocked(pair.actorId(), pair.targetId()));
    }

    @Override
    public Tie mute(Pair pair) {
        return change(pair, this::addMute, new GraphEvent.Muted(pair.actorId(), pair.targetId()));
    }

    @Override
    public Tie unmute(Pair pair) {
        return change(pair, SqliteGraphStore::removeMute, new GraphEvent.Unmuted(pair.actorId(), pair.targetId()));
    }

    @Override
    public TieBatch ties(TieQuery query) {
        return new TieBatch(database.read(sql -> TieRows.many(sql, query.viewerId(), query.targetIds())));
    }

    @Override
    public Blocks blocking(TieQuery query) {
        return blockLists.between(query);
    }

    @Override
    public FollowCounts counts(long... userIds) {
        return database.read(sql -> TieRows.counts(sql, userIds));
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
    public Audience audience(Listing step) {
        return audiences.step(step);
    }

    @Override
    public Circle circle(long userId) {
        return database.read(sql -> FeedRows.circle(sql, userId));
    }

    @Override
    public Recounted recount(Recount chunk) {
        return recounting.chunk(chunk);
    }

    @Override
    public boolean erase(long userId, int rows) {
        return database.write(sql -> erasure.chunk(sql, userId, rows));
    }

    private Tie change(Pair pair, Change change, GraphEvent event) {
        return database.write(sql -> {
            if (sql.number(GONE, 0, pair.actorId(), pair.targetId()) > 0) {
                throw ServiceException.notFound("user");
            }
            if (change.make(sql, pair.actorId(), pair.targetId())) {
                topics.append(sql, GraphEvent.TOPIC, pair.actorId(), event);
            }
            return TieRows.one(sql, pair.actorId(), pair.targetId());
        });
    }

    private boolean addFollow(Sql sql, long actor, long target) throws SQLException {
        if (sql.number(BLOCKED, 0, actor, target) > 0) {
            throw ServiceException.notFound("user");
        }
        return follows.add(sql, actor, target);
    }

    /** Throws nothing where a follow is refused: that would undo those before it, and the whole group of writes. */
    private boolean addIfAllowed(Sql sql, long actor, long target) throws SQLException {
        boolean added = follows.addIfAllowed(sql, actor, target);
        if (added) {
            topics.append(sql, GraphEvent.TOPIC, actor, new GraphEvent.Followed(actor, target));
        }
        return added;
    }

    private boolean addBlock(Sql sql, long actor, long target) throws SQLException {
        boolean added = sql.update(ADD_BLOCK, actor, target, ids.next()) == 1;
        if (added) {
            rules.limitBlocks(sql.number(COUNT_BLOCKS, 0, actor));
            follows.remove(sql, actor, target);
            follows.remove(sql, target, actor);
            blockLists.touch(actor);
        }
        return added;
    }

    private boolean removeBlock(Sql sql, long actor, long target) throws SQLException {
        blockLists.touch(actor);
        return sql.update(REMOVE_BLOCK, actor, target) == 1;
    }

    private boolean addMute(Sql sql, long actor, long target) throws SQLException {
        boolean added = sql.update(ADD_MUTE, actor, target, ids.next()) == 1;
        if (added) {
            rules.limitMutes(sql.number(COUNT_MUTES, 0, actor));
        }
        return added;
    }

    private static boolean removeMute(Sql sql, long actor, long target) throws SQLException {
        return sql.update(REMOVE_MUTE, actor, target) == 1;
    }
}
