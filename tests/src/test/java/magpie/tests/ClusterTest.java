package magpie.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import magpie.chaos.Answer;
import magpie.chaos.Person;
import magpie.engines.Engines;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Every role on its engine: what one person does comes to the others through all of them. */
@Tag("engines")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {
    private World world;

    @BeforeAll
    void start() throws IOException {
        world = World.of(Mode.CLUSTER);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @Test
    void aPostReachesAFollower() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        assertThat(bo.feed()).isEmpty();
        String post = ana.posts("through Cassandra, Kafka and Redis");
        assertThat(ana.feed()).as("one's own, at once").containsExactly(post);
        world.settle();
        assertThat(bo.feed()).containsExactly(post);
    }

    @Test
    void whatAPersonJustDidIsInTheirNextRead() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        String old = ana.posts("before anybody listened");
        bo.follows(ana);
        assertThat(bo.feed()).containsExactly(old);
        bo.unfollows(ana);
        assertThat(bo.feed()).isEmpty();
        String own = bo.posts("mine");
        assertThat(bo.feed()).containsExactly(own);
        bo.deletes(own);
        assertThat(bo.feed()).isEmpty();
    }

    @Test
    void countsAreWhatTheyCount() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        String post = ana.posts("count on it");
        bo.likes(post);
        bo.likes(post);
        bo.reposts(post);
        ana.replies(post, "to myself");
        bo.follows(ana);
        world.settle();
        Answer read = bo.get("/v1/posts/" + post).expect(200);
        assertThat(read.number("/counts/likes")).isEqualTo(1);
        assertThat(read.number("/counts/reposts")).isEqualTo(1);
        assertThat(read.number("/counts/replies")).isEqualTo(1);
        Answer profile = bo.get("/v1/users/" + ana.id()).expect(200);
        assertThat(profile.number("/counts/followers")).isEqualTo(1);
        assertThat(profile.number("/counts/posts")).isEqualTo(2);
    }

    @Test
    void aRepeatedPublicationMakesOnePost() {
        Person ana = world.person("ana");
        Map<String, String> key = Map.of("Idempotency-Key", "once");
        String first = ana.send("POST", "/v1/posts", Map.of("text", "once"), key)
                .expect(201)
                .text("/id");
        assertThat(ana.send("POST", "/v1/posts", Map.of("text", "once"), key)
                        .expect(201)
                        .text("/id"))
                .isEqualTo(first);
        assertThat(ana.feed()).containsExactly(first);
    }

    @Test
    void withoutRedisTheFeedIsPulledFromTheStores() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        String post = ana.posts("kept in Cassandra");
        Engines.kill("redis-1");
        try {
            assertThat(bo.feed()).containsExactly(post);
            String meanwhile = ana.posts("published all the same");
            assertThat(ana.get("/v1/posts/" + meanwhile).expect(200).text("/text"))
                    .isEqualTo("published all the same");
        } finally {
            Engines.restart("redis-1");
        }
    }
}
