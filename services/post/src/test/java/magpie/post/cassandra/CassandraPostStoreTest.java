package magpie.post.cassandra;

import java.util.ArrayList;
import java.util.List;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.post.PostStore;
import magpie.post.PostStoreContract;
import magpie.post.PostTimelineContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("engines")
class CassandraPostStoreTest implements PostStoreContract, PostTimelineContract {
    private static Keyspace keyspace;

    private CassandraPosts posts;
    private Keyspace.Log log;

    @BeforeAll
    static void make() {
        keyspace = new Keyspace("contract");
        keyspace.open().close();
    }

    @AfterAll
    static void drop() {
        keyspace.close();
    }

    @BeforeEach
    void open() {
        keyspace.clear();
        posts = keyspace.open();
        log = new Keyspace.Log(posts.outbox());
    }

    @AfterEach
    void close() {
        posts.close();
    }

    @Override
    public PostStore store() {
        return posts.store();
    }

    @Override
    public List<Object> events() {
        log.pump();
        List<Object> events = new ArrayList<>(log.events(PostEvent.TOPIC));
        events.addAll(log.events(InteractionEvent.TOPIC));
        return events;
    }

    @Override
    public void settle() {
        try {
            Keyspace.await("counts", posts::isSettled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean keysGoByThemselves() {
        return true;
    }

    @Override
    public void falsify(long postId, long authorId) {
        settle();
        keyspace.session()
                .execute("UPDATE " + keyspace.name()
                        + ".post_lists SET likes = 7, reposts = 7, replies = 7 WHERE subject = " + postId);
        keyspace.session()
                .execute("UPDATE " + keyspace.name() + ".user_lists SET posts = 7 WHERE subject = " + authorId);
    }
}
