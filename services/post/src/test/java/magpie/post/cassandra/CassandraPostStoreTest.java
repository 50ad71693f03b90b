package magpie.post.cassandra;

import java.util.ArrayList;
import java.util.List;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.post.PostExpiryContract;
import magpie.post.PostStoreContract;
import magpie.post.PostTimelineContract;
import magpie.post.store.PostStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("engines")
class CassandraPostStoreTest implements PostStoreContract, PostTimelineContract, PostExpiryContract {
    private static Keyspace keyspace;

    private static CassandraPosts posts;

    private Keyspace.Log log;

    @BeforeAll
    static void make() {
        keyspace = new Keyspace("contract", false);
        posts = keyspace.open();
    }

    @AfterAll
    static void drop() {
        posts.close();
        keyspace.close();
    }

    /** Cleans up after the test before; cached entries are about ids that do not come again. */
    @BeforeEach
    void empty() {
        settle();
        keyspace.clear();
        new Keyspace.Log(posts.outbox()).pump();
        log = new Keyspace.Log(posts.outbox());
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
        Keyspace.await("counts", posts::isSettled);
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
