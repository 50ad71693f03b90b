package magpie.post.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.api.log.Read;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.kit.log.EventCodec;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.post.PostExpiryContract;
import magpie.post.PostStoreContract;
import magpie.post.PostTimelineContract;
import magpie.post.store.PostStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlitePostStoreTest implements PostStoreContract, PostTimelineContract, PostExpiryContract {
    @TempDir
    private Path folder;

    private SqliteDatabase database;
    private SqliteTopics topics;
    private PostStore store;

    @BeforeEach
    void open() {
        database = SqlitePostStore.open(folder.resolve("post.db"));
        topics = new SqliteTopics(database, PostEvent.TOPIC, InteractionEvent.TOPIC);
        store = new SqlitePostStore(database, topics, 64, 2);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public PostStore store() {
        return store;
    }

    @Override
    public List<Object> events() {
        List<Object> events = new ArrayList<>();
        read(EventCodec.of(PostEvent.TOPIC, PostEvent.class), events);
        read(EventCodec.of(InteractionEvent.TOPIC, InteractionEvent.class), events);
        return events;
    }

    private void read(EventCodec codec, List<Object> events) {
        topics.read(new Read(codec.topic(), 0, 1_000, 0))
                .events()
                .forEach(entry -> events.add(codec.read(entry).body()));
    }

    @Override
    public void falsify(long postId, long authorId) {
        database.write(sql -> sql.update("UPDATE posts SET likes = 7, reposts = 7, replies = 7 WHERE id = ?", postId)
                + sql.update("UPDATE author_counts SET posts = 7 WHERE author_id = ?", authorId));
    }

    @Test
    void whatWasLeftToCleanIsCleanedAfterARestart() {
        long post = store.publish(new PostStore.NewPost(ADA, "x", 0, List.of(), List.of()), null)
                .post()
                .id();
        for (long user = 10; user < 15; user++) {
            store.like(user, post);
            store.repost(user, post);
        }
        store.delete(new magpie.api.post.PostDeletion(post, ADA, false));
        assertThat(store.clean(2)).isTrue();
        assertThat(rows()).isPositive();
        close();
        open();
        while (store.clean(2)) {
            assertThat(rows()).isNotNegative();
        }
        assertThat(rows()).isZero();
    }

    private long rows() {
        return database.read(sql -> sql.number("""
                  SELECT (SELECT count(*) FROM likes) + (SELECT count(*) FROM reposts) + (SELECT count(*) FROM activities)
                    + (SELECT count(*) FROM cleanup)\
                  """, 0));
    }

    @Test
    void hotListsReadNoMoreThanTheirIndexes() {
        assertThat(plan("SELECT id, user_id FROM likes WHERE post_id = 1 AND id < 9 ORDER BY id DESC LIMIT 3"))
                .contains("COVERING INDEX likes_by_post")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan("SELECT id FROM posts WHERE reply_to_id = 1 AND deleted = 0 AND id > 5 ORDER BY id LIMIT 3"))
                .contains("COVERING INDEX replies")
                .doesNotContain("TEMP B-TREE");
        assertThat(plan("SELECT activity_id FROM activities a WHERE actor_id = 1 AND activity_id < 9 AND "
                        + ActivityRows.STANDS + " ORDER BY activity_id DESC LIMIT 3"))
                .contains("PRIMARY KEY (actor_id=? AND activity_id<?)")
                .doesNotContain("TEMP B-TREE");
    }

    private String plan(String query) {
        List<String> steps = database.read(sql -> sql.list("EXPLAIN QUERY PLAN " + query, row -> row.getString(4)));
        return String.join("\n", steps);
    }
}
