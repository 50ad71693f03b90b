package magpie.graph;

import static magpie.graph.GraphFixture.SMALL;
import static magpie.graph.GraphFixture.first;
import static magpie.graph.GraphFixture.pair;
import static magpie.graph.GraphStoreContract.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.Empty;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.UserRef;
import magpie.api.UserRefs;
import magpie.api.graph.Follows;
import magpie.api.graph.Graph;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.MutualsListing;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.api.user.UserEvent;
import magpie.kit.log.SqliteTopics;
import magpie.kit.roles.Peers;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as its module starts it, next to a topic of users. */
final class GraphServiceTest {
    @TempDir
    private Path folder;

    private SqliteDatabase users;
    private SqliteTopics userTopic;
    private RunningRole role;
    private Graph graph;

    @BeforeEach
    void start() {
        users = SqliteDatabase.open(folder.resolve("users.db"), Schema.of(GraphServiceTest.class, "users-1.sql"));
        userTopic = new SqliteTopics(users, UserEvent.TOPIC);
        startRole(folder);
    }

    @AfterEach
    void stop() {
        role.close();
        users.close();
    }

    private void startRole(Path data) {
        role = new GraphModule()
                .startEmbedded(SMALL, new RoleContext(data, new UsersAlone(userTopic), new SimpleMeterRegistry()));
        graph = (Graph) role.contracts().get(Graph.class);
    }

    private record UsersAlone(Topics users) implements Peers {
        @Override
        public <T> T of(Class<T> contract) {
            throw new AssertionError("graph calls nobody, yet asked for " + contract);
        }

        @Override
        public Topics topics(String topic) {
            assertThat(topic).isEqualTo(UserEvent.TOPIC);
            return users;
        }
    }

    @Test
    void everyOperationReachesItsOwnStatement() {
        assertThat(graph.follow(pair(1, 2))).isEqualTo(new Relationship(true, false, false, false, false));
        assertThat(graph.follow(pair(1, 3)).following()).isTrue();
        assertThat(graph.follow(pair(4, 3)).following()).isTrue();
        assertThat(graph.unfollow(pair(1, 2))).isEqualTo(Relationship.NONE);
        assertThat(graph.mute(pair(1, 5)).muting()).isTrue();
        assertThat(graph.block(pair(1, 6)).blocking()).isTrue();
        assertThat(graph.followers(first(3, 5)).userIds()).containsExactly(4, 1);
        assertThat(graph.following(first(1, 5)).userIds()).containsExactly(3);
        assertThat(graph.mutuals(new MutualsListing(1, 4, Limits.NEWEST, 5)).userIds())
                .containsExactly(3);
        assertThat(graph.mutes(first(1, 5)).userIds()).containsExactly(5);
        assertThat(graph.blocks(first(1, 5)).userIds()).containsExactly(6);
        assertThat(graph.followerPage(first(3, 5)).followerIds()).containsExactly(4, 1);
        assertThat(graph.relationshipSet(new UserRef(1)).following()).containsExactly(3);
        assertThat(graph.counts(new UserRefs(3, 1)).followers()).containsExactly(2, 0);
        assertThat(graph.relationships(new RelationshipQuery(3, 1, 4, 5)).relationships())
                .extracting(Relationship::followedBy)
                .containsExactly(true, true, false);
        assertThat(graph.unmute(pair(1, 5))).isEqualTo(Relationship.NONE);
        assertThat(graph.unblock(pair(1, 6))).isEqualTo(Relationship.NONE);
        assertThat(graph.recount(new RecountChunk(0, 10)).mended()).isZero();
    }

    @Test
    void requestsThatCannotBeAreRefusedBeforeTheStore() {
        refuses(Code.INVALID_VALUE, () -> graph.follow(pair(1, 1)));
        refuses(Code.INVALID_VALUE, () -> graph.unfollow(pair(1, 1)));
        refuses(Code.INVALID_VALUE, () -> graph.block(pair(1, 1)));
        refuses(Code.INVALID_VALUE, () -> graph.unblock(pair(0, 1)));
        refuses(Code.INVALID_VALUE, () -> graph.mute(pair(1, 1)));
        refuses(Code.INVALID_VALUE, () -> graph.unmute(pair(1, -1)));
        refuses(Code.INVALID_VALUE, () -> graph.followers(first(1, 0)));
        refuses(Code.INVALID_VALUE, () -> graph.following(first(1, Limits.BATCH + 1)));
        refuses(Code.INVALID_VALUE, () -> graph.mutuals(new MutualsListing(1, 2, Limits.NEWEST, 0)));
        refuses(Code.INVALID_VALUE, () -> graph.followerPage(first(1, Limits.STEP + 1)));
        refuses(Code.INVALID_VALUE, () -> graph.recount(new RecountChunk(0, 0)));
        refuses(Code.INVALID_VALUE, () -> graph.relationships(new RelationshipQuery(1, new long[Limits.BATCH + 1])));
        refuses(Code.INVALID_VALUE, () -> graph.follows(new Follows(List.of(pair(1, 2), pair(0, 1)))));
        refuses(Code.INVALID_VALUE, () -> graph.follows(new Follows(List.of(pair(1, -2)))));
        refuses(
                Code.INVALID_VALUE,
                () -> graph.follows(new Follows(Collections.nCopies(Limits.FOLLOWS + 1, pair(1, 2)))));
        refuses(Code.INVALID_VALUE, () -> graph.counts(new UserRefs(new long[Limits.BATCH + 1])));
    }

    @Test
    void followsComeInBulk() {
        Follows many = new Follows(LongStream.range(100, 100 + Limits.FOLLOWS)
                .mapToObj(follower -> pair(follower, 2))
                .toList());
        graph.block(pair(2, 100));
        assertThat(graph.follows(many).made()).isEqualTo(Limits.FOLLOWS - 1);
        assertThat(graph.follows(many).made()).isZero();
        assertThat(graph.counts(new UserRefs(2)).followers()).containsExactly(Limits.FOLLOWS - 1);
        assertThat(graph.follows(new Follows(List.of())).made()).isZero();
    }

    @Test
    void aDeletedAccountLeavesTheGraph() throws InterruptedException {
        LongStream.range(100, 100 + GraphConsumer.CHUNK + 20).parallel().forEach(i -> graph.mute(pair(i, 1)));
        graph.follow(pair(1, 2));
        graph.follow(pair(3, 2));
        graph.follow(pair(2, 1));
        tell(new UserEvent.Registered(3));
        tell(new UserEvent.Deleted(1));
        tell(new UserEvent.Deleted(1));
        assertThat(settle()).isTrue();
        assertThat(graph.counts(new UserRefs(2)).followers()).containsExactly(1);
        assertThat(graph.counts(new UserRefs(2)).following()).containsExactly(0);
        assertThat(graph.relationships(new RelationshipQuery(110, 1)).relationships())
                .containsExactly(Relationship.NONE);
        assertThat(graph.mutes(first(100 + GraphConsumer.CHUNK + 19, 5)).userIds())
                .isEmpty();
        refuses(Code.NOT_FOUND, () -> graph.follow(pair(2, 1)));
    }

    @Test
    void aDeletionThatAStopInterruptedIsFinishedAtTheNextStart() throws InterruptedException {
        for (long i = 100; i < 120; i++) {
            graph.mute(pair(i, 1));
        }
        tell(new UserEvent.Deleted(1));
        role.close();
        startRole(folder);
        assertThat(settle()).isTrue();
        assertThat(graph.relationships(new RelationshipQuery(119, 1)).relationships())
                .containsExactly(Relationship.NONE);
        assertThat(role.consumers().getFirst().position()).isEqualTo(1);
    }

    @Test
    void whatItOffersIsWhatItsRoleSays() {
        assertThat(role.contracts()).containsOnlyKeys(Graph.class);
        assertThat(role.topics()).containsOnlyKeys(GraphEvent.TOPIC);
        graph.follow(pair(1, 2));
        Topics topics = role.topics().get(GraphEvent.TOPIC);
        assertThat(topics.read(new Read(GraphEvent.TOPIC, 0, 10, 0)).events()).hasSize(1);
        assertThat(topics.ends(Empty.EMPTY).offsets()).containsEntry(GraphEvent.TOPIC, 1L);
        assertThat(role.consumers()).singleElement().satisfies(consumer -> {
            assertThat(consumer.name()).isEqualTo("graph");
            assertThat(consumer.topic()).isEqualTo(UserEvent.TOPIC);
        });
    }

    @Test
    void aBackupIsAWholeGraph() {
        graph.follow(pair(1, 2));
        Path copy = folder.resolve("copy");
        role.backup(copy);
        graph.follow(pair(1, 3));
        role.close();
        startRole(copy);
        assertThat(graph.following(new Listing(1, Limits.NEWEST, 5)).userIds()).containsExactly(2);
    }

    private void tell(UserEvent event) {
        users.write(sql -> {
            userTopic.append(sql, UserEvent.TOPIC, event.userId(), event);
            return true;
        });
    }

    private boolean settle() throws InterruptedException {
        return role.consumers().getFirst().settle(Duration.ofSeconds(20));
    }
}
