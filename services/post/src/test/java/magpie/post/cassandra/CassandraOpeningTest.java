package magpie.post.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.engines.Engines;
import magpie.engines.Forwarder;
import magpie.kit.StartException;
import magpie.kit.engines.EngineAccess;
import magpie.post.cassandra.session.Connecting;
import magpie.post.store.PostStore.NewPost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engines")
class CassandraOpeningTest {
    private Keyspace keyspace;

    @BeforeEach
    void make() {
        keyspace = new Keyspace("opening", true);
    }

    @AfterEach
    void drop() {
        keyspace.close();
    }

    private static NewPost newPost(long author) {
        return new NewPost(author, "x", 0, List.of(), List.of());
    }

    @Test
    void twoThatOpenANewKeyspaceAtOnceBothSucceedAndMeet() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<CassandraPosts> open = keyspace::open;
            List<Future<CassandraPosts>> opening = threads.invokeAll(List.of(open, open, open));
            long id = opening.get(0)
                    .get()
                    .store()
                    .publish(newPost(1), null)
                    .post()
                    .id();
            for (Future<CassandraPosts> each : opening) {
                assertThat(each.get().store().read(new long[] {id})).hasSize(1);
                each.get().close();
            }
        }
    }

    @Test
    void newerTablesAreRefused() {
        keyspace.open().close();
        keyspace.session().execute("UPDATE " + keyspace.name() + ".post_version SET version = 99 WHERE name = 'post'");
        assertThatThrownBy(keyspace::open)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("has version 99 of the posts' tables (expected: 1 or older)");
    }

    @Test
    void anotherDatacentreIsRefused() {
        EngineAccess engines = keyspace.with(Map.of("cassandra.datacenter", "elsewhere"));
        assertThatThrownBy(() -> CassandraPosts.open(engines, Keyspace.SMALL, new SimpleMeterRegistry()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("expected: elsewhere");
    }

    /** Like somebody who forgot the password file: waiting would not help. */
    @Test
    void whoHasNoPasswordIsToldWhere() {
        EngineAccess engines = keyspace.with(Map.of("engines.secrets", ""));
        assertThatThrownBy(() -> CassandraPosts.open(engines, Keyspace.SMALL, new SimpleMeterRegistry()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("engines.secrets");
    }

    @Test
    void anOldCassandraIsRefused() {
        assertThatThrownBy(() -> Connecting.checkVersion("4.1.10"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("4.1.10 (expected: 5 or newer)");
        assertThatThrownBy(() -> Connecting.checkVersion("none")).isInstanceOf(StartException.class);
        assertThatNoException().isThrownBy(() -> Connecting.checkVersion("5.0.9"));
        assertThatNoException().isThrownBy(() -> Connecting.checkVersion("10.0-beta1"));
    }

    /** Nobody listens at first; then somebody does. */
    @Test
    void waitsForCassandraAsLongAsItTakes() throws Exception {
        int port = Forwarder.freePort();
        EngineAccess engines = keyspace.with(Map.of("cassandra.addresses", "127.0.0.1:" + port));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<CassandraPosts> opening =
                    threads.submit(() -> CassandraPosts.open(engines, Keyspace.SMALL, new SimpleMeterRegistry()));
            assertThatThrownBy(() -> opening.get(2, TimeUnit.SECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            try (Forwarder network = new Forwarder(
                            port, Engines.required("cassandra").addresses().getFirst());
                    CassandraPosts posts = opening.get(90, TimeUnit.SECONDS)) {
                assertThat(network).isNotNull();
                assertThat(posts.store().publish(newPost(1), null).repeated()).isFalse();
            }
        }
    }

    @Test
    void aClosedStoreIsUnavailable() {
        CassandraPosts posts = keyspace.open();
        posts.close();
        assertThatThrownBy(() -> posts.store().like(1, 2))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
    }
}
