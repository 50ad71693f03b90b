package magpie.graph;

import static magpie.graph.GraphFixture.WIDE;
import static magpie.graph.GraphFixture.pair;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.api.user.UserEvent;
import magpie.graph.sqlite.SqliteGraphStore;
import magpie.graph.store.GraphStore;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.SqliteDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GraphConsumerTest {
    private static final long LEAVER = 1;
    private static final long[] MUTERS =
            LongStream.range(100, 100 + 2 * GraphConsumer.CHUNK).toArray();

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private SqliteDatabase database;
    private GraphStore store;
    private GraphConsumer consumer;

    private final Consumer.Ack ack = new Consumer.Ack() {
        @Override
        public void done() {
            said.add("done");
        }

        @Override
        public void failed(Throwable reason) {
            said.add("failed");
        }
    };

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("graph.db"), SqliteGraphStore.SCHEMA);
        store = new SqliteGraphStore(database, new SqliteTopics(database, GraphEvent.TOPIC), WIDE.rules(), 1_000);
        consumer = new GraphConsumer(store);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long muter : MUTERS) {
                var _ = threads.submit(() -> store.mute(pair(muter, LEAVER)));
            }
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void onlyADeletionChangesTheGraph() {
        consumer.accept(event(new UserEvent.Suspended(LEAVER)), ack);
        consumer.accept(event(new UserEvent.ProfileChanged(LEAVER)), ack);
        assertThat(said).containsExactly("done", "done");
        assertThat(muting()).isEqualTo(MUTERS.length);
    }

    @Test
    void aDeletionIsDoneWhenTheLastChunkIs() {
        consumer.accept(event(new UserEvent.Deleted(LEAVER)), ack);
        assertThat(said).containsExactly("done");
        assertThat(muting()).isZero();
        consumer.accept(event(new UserEvent.Deleted(LEAVER)), ack);
        assertThat(said).containsExactly("done", "done");
    }

    @Test
    void aDeletionCutShortIsNotDoneAndGoesOnWhenItComesAgain() {
        store.deleteUser(LEAVER, GraphConsumer.CHUNK);
        GraphStoreContract.refuses(Code.NOT_FOUND, () -> store.mute(pair(2, LEAVER)));
        assertThat(muting()).isEqualTo(MUTERS.length - GraphConsumer.CHUNK);
        Thread.currentThread().interrupt();
        GraphStoreContract.refuses(Code.UNAVAILABLE, () -> consumer.accept(event(new UserEvent.Deleted(LEAVER)), ack));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(said).isEmpty();
        consumer.accept(event(new UserEvent.Deleted(LEAVER)), ack);
        assertThat(said).containsExactly("done");
        assertThat(muting()).isZero();
    }

    private long muting() {
        return LongStream.of(MUTERS)
                .mapToObj(muter -> store.relationships(new RelationshipQuery(muter, LEAVER))
                        .relationships()
                        .getFirst())
                .filter(Relationship::muting)
                .count();
    }

    private static Event event(UserEvent body) {
        return new Event(UserEvent.TOPIC, 1, body.userId(), 0, body);
    }
}
