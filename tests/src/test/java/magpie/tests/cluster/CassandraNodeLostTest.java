package magpie.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import magpie.api.Limits;
import magpie.api.post.AuthorListing;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineAccess;
import magpie.post.cassandra.CassandraPosts;
import magpie.post.cassandra.session.CassandraConfig;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.NewPost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One of three Cassandra nodes is killed. The others take it for alive for a while, and batches fail meanwhile. */
@Tag("engines")
@Tag("full")
class CassandraNodeLostTest {
    private static final int POSTS = 20;
    private static final long AUTHOR = 7;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @Test
    void noPostIsRefusedOrLost() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger("magpie.post.cassandra.session.Engine");
        lines.start();
        log.addAppender(lines);
        try (OwnEngines engines = new OwnEngines(Map.of(), "--nodes", "3", "--only", "cassandra");
                CassandraPosts posts = open(engines)) {
            PostStore store = posts.store();
            List<Long> before = publish(store);
            assertThat(lines.list).isEmpty();

            engines.kill("cassandra-3");
            List<Long> after = publish(store);

            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains("batch log cannot be written"));
            assertThat(store.byAuthor(new AuthorListing(AUTHOR, Limits.NEWEST, 3 * POSTS, true))
                            .activityIds())
                    .hasSize(2 * POSTS)
                    .contains(before.toArray(Long[]::new))
                    .contains(after.toArray(Long[]::new));
        } finally {
            log.detachAppender(lines);
        }
    }

    private static CassandraPosts open(OwnEngines engines) {
        Settings settings = Settings.of(List.of("--config=" + engines.config()), Map.of());
        return CassandraPosts.open(
                EngineAccess.of(settings, List.of(CassandraConfig.class)),
                CassandraTuning.standard(1_000),
                new SimpleMeterRegistry());
    }

    private static List<Long> publish(PostStore store) {
        return IntStream.range(0, POSTS)
                .mapToObj(n -> new NewPost(AUTHOR, "text " + n, 0, List.of(), List.of()))
                .map(newPost -> store.publish(newPost, null).post().id())
                .toList();
    }
}
