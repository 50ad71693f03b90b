package magpie.graph.sqlite;

import static magpie.graph.GraphFixture.pair;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.api.RecountChunk;
import magpie.api.graph.GraphEvent;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.graph.GraphBatchContract;
import magpie.graph.GraphConfig;
import magpie.graph.GraphDeletionContract;
import magpie.graph.GraphExpiryContract;
import magpie.graph.GraphFeedContract;
import magpie.graph.GraphHistoryContract;
import magpie.graph.GraphStoreContract;
import magpie.graph.store.GraphStore;
import magpie.kit.log.EventCodec;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.SqliteDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteGraphStoreTest
        implements GraphStoreContract,
                GraphBatchContract,
                GraphFeedContract,
                GraphDeletionContract,
                GraphHistoryContract,
                GraphExpiryContract {
    private static final EventCodec CODEC = EventCodec.of(GraphEvent.TOPIC, GraphEvent.class);

    @TempDir
    private Path folder;

    private SqliteDatabase database;
    private SqliteTopics topics;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("graph.db"), SqliteGraphStore.SCHEMA);
        topics = new SqliteTopics(database, GraphEvent.TOPIC);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public GraphStore store(GraphConfig config) {
        return new SqliteGraphStore(database, topics, config.rules(), config.cachedFollowers());
    }

    @Override
    public List<GraphEvent> told() {
        List<GraphEvent> events = new ArrayList<>();
        long after = 0;
        while (true) {
            Batch batch = topics.read(new Read(GraphEvent.TOPIC, after, 1_000, 0));
            if (batch.events().isEmpty()) {
                return events;
            }
            batch.events()
                    .forEach(entry -> events.add((GraphEvent) CODEC.read(entry).body()));
            after = batch.events().getLast().offset();
        }
    }

    @Override
    public void damage(long user, long followers, long following) {
        database.write(sql -> sql.update(
                "UPDATE account SET followers = ?, following = ? WHERE user = ?", followers, following, user));
    }

    @Test
    void anEventsKeyIsWhoActsAndACelebritysIsTheAuthor() {
        GraphStore store = store(SMALL);
        for (long follower = 11; follower <= 20; follower++) {
            store.follow(pair(follower, 4));
        }
        assertThat(topics.read(new Read(GraphEvent.TOPIC, 0, 20, 0)).events())
                .extracting(Batch.Entry::key)
                .containsExactly(11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 4L, 20L);
    }

    @Test
    void aLostAccountRowIsFoundByItsFollows() {
        GraphStore store = store(SMALL);
        store.follow(pair(3, 4));
        database.write(sql -> sql.update("DELETE FROM account WHERE user IN (?, ?)", 3L, 4L));
        assertThat(store.recount(new RecountChunk(0, 10)).mended()).isEqualTo(2);
        assertThat(store.counts(3, 4).followers()).containsExactly(0, 1);
    }

    /** Feeds run these most: each must use covering indexes only, and sort nothing. */
    @Test
    void theFeedsReadsAreCoveredByIndexes() {
        assertThat(plan(FeedRows.FOLLOWERS, 1L, 2L, 3))
                .containsExactly("SEARCH follows USING COVERING INDEX follows_by_followee (followee=? AND id<?)");
        assertThat(plan(FeedRows.FOLLOWING, 1L)).containsExactly("SEARCH follows USING PRIMARY KEY (follower=?)");
        assertThat(plan(FeedRows.CELEBRATED, 1L))
                .containsExactly(
                        "SEARCH f USING PRIMARY KEY (follower=?)",
                        "SEARCH a USING COVERING INDEX account_celebrated (user=?)");
        assertThat(plan(FeedRows.HIDDEN, 1L, 2))
                .contains(
                        "MERGE (UNION ALL)",
                        "SEARCH blocks USING COVERING INDEX blocks_by_blocker (blocker=?)",
                        "SEARCH b USING COVERING INDEX blocks_by_blocked (blocked=?)")
                .noneMatch(step -> step.contains("TEMP B-TREE"));
    }

    private List<String> plan(String statement, Object... values) {
        return database.read(sql -> sql.list("EXPLAIN QUERY PLAN " + statement, row -> row.getString(4), values));
    }
}
