package magpie.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Two nodes of every role side by side: what a person does at one gateway shows in the feed that they read next at the
 * other, without waiting for events; other pages follow once the others have heard. Each story runs several times,
 * since the gateways call the other roles in turn.
 */
@Tag("engines")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SideBySideTest {
    private static final int TIMES = 6;
    private static final int POSTING_LIMIT = 30;

    private World world;

    @BeforeAll
    void start() throws IOException {
        world = World.of(
                Mode.CLUSTER,
                Map.of(
                        "limits", "on",
                        "gateway.user-limit", "10000",
                        "gateway.address-limit", "10000",
                        "gateway.registration-limit", "10000",
                        "gateway.posting-limit", Integer.toString(POSTING_LIMIT)));
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    /** The same person at both gateways. */
    private record Both(Person here, Person there) {}

    private Both both(Person person) {
        return new Both(at(0, person), at(1, person));
    }

    private Person at(int gateway, Person person) {
        return Person.known(world.gateway(gateway), person.username(), person.id(), person.token());
    }

    @Test
    void onesOwnPostsAndTheirDeletion() {
        Both ana = both(world.person("ana"));
        assertThat(ana.there.feed()).isEmpty();
        for (int i = 0; i < TIMES; i++) {
            String post = ana.here.posts("mine " + i);
            assertThat(ana.there.feed()).containsExactly(post);
            assertThat(ana.there.get("/v1/posts/" + post).expect(200).text("/text"))
                    .isEqualTo("mine " + i);
            ana.there.deletes(post);
            assertThat(ana.here.feed()).isEmpty();
            world.othersHear();
            ana.here.get("/v1/posts/" + post).refused(404, "NOT_FOUND");
        }
    }

    @Test
    void followingAndUnfollowing() {
        Person bo = world.person("bo");
        String post = bo.posts("from before");
        Both ana = both(world.person("ana"));
        for (int i = 0; i < TIMES; i++) {
            ana.here.follows(bo);
            assertThat(ana.there.feed()).containsExactly(post);
            assertThat(ana.there.get("/v1/users/" + bo.id()).expect(200).flag("/viewer/following"))
                    .isTrue();
            ana.there.unfollows(bo);
            assertThat(ana.here.feed()).isEmpty();
        }
    }

    @Test
    void blockingAndMuting() {
        Both bo = both(world.person("bo"));
        Both ana = both(world.person("ana"));
        String post = bo.here.posts("loud");
        for (int i = 0; i < TIMES; i++) {
            ana.here.follows(bo.here);
            assertThat(ana.there.feed()).containsExactly(post);
            ana.there.mutes(bo.here);
            assertThat(ana.here.feed()).isEmpty();
            ana.here.delete("/v1/users/" + bo.here.id() + "/mute").expect(200);
            assertThat(ana.there.feed()).containsExactly(post);
            bo.there.get("/v1/users/" + ana.here.id()).expect(200);
            ana.here.blocks(bo.here);
            assertThat(ana.there.feed()).isEmpty();
            world.othersHear();
            for (int graph = 0; graph < 2; graph++) {
                bo.there.get("/v1/users/" + ana.here.id()).refused(404, "NOT_FOUND");
            }
            ana.there.delete("/v1/users/" + bo.here.id() + "/block").expect(200);
            world.othersHear();
        }
    }

    @Test
    void repostsAndTheirUndoing() {
        Person bo = world.person("bo");
        String post = bo.posts("worth repeating");
        Both ana = both(world.person("ana"));
        for (int i = 0; i < TIMES; i++) {
            ana.here.reposts(post);
            assertThat(ana.there.feed()).containsExactly(post);
            assertThat(ana.there.get("/v1/posts/" + post).flag("/viewer/reposted"))
                    .isTrue();
            ana.there.delete("/v1/posts/" + post + "/repost").expect(200);
            assertThat(ana.here.feed()).isEmpty();
            assertThat(ana.here.get("/v1/posts/" + post).flag("/viewer/reposted"))
                    .isFalse();
        }
    }

    @Test
    void likesAndTheirUndoing() {
        Person bo = world.person("bo");
        String post = bo.posts("like me");
        Both ana = both(world.person("ana"));
        for (int i = 0; i < TIMES; i++) {
            assertThat(ana.here.likes(post).flag("/viewer/liked")).isTrue();
            assertThat(ana.there.get("/v1/posts/" + post).flag("/viewer/liked")).isTrue();
            ana.there.delete("/v1/posts/" + post + "/like").expect(200);
            assertThat(ana.here.get("/v1/posts/" + post).flag("/viewer/liked")).isFalse();
        }
        ana.here.likes(post);
        for (int gateway = 0; gateway < 2; gateway++) {
            Person reader = at(gateway, bo);
            world.soon(() -> assertThat(reader.get("/v1/posts/" + post).number("/counts/likes"))
                    .isOne());
        }
    }

    @Test
    void onesProfile() {
        Both ana = both(world.person("ana"));
        for (int i = 0; i < TIMES; i++) {
            ana.here.send("PATCH", "/v1/me", Map.of("displayName", "Ana " + i)).expect(200);
            world.othersHear();
            assertThat(ana.there.get("/v1/me").expect(200).text("/displayName")).isEqualTo("Ana " + i);
        }
    }

    @Test
    void aRepeatedPublicationMakesOnePost() {
        Both ana = both(world.person("ana"));
        Map<String, String> key = Map.of("Idempotency-Key", "once");
        String first = published(ana.here, key);
        assertThat(published(ana.there, key)).isEqualTo(first);
        assertThat(ana.there.feed()).containsExactly(first);
    }

    private static String published(Person author, Map<String, String> key) {
        return author.send("POST", "/v1/posts", Map.of("text", "once"), key)
                .expect(201)
                .text("/id");
    }

    @Test
    void aSessionThatEndedIsRefusedEverywhere() {
        Person ana = world.person("ana");
        Both both = both(ana);
        both.here.get("/v1/me").expect(200);
        both.there.get("/v1/me").expect(200);
        both.here.delete("/v1/sessions/current").expect(204);
        both.here.get("/v1/me").refused(401, "UNAUTHENTICATED");
        world.othersHear();
        both.there.get("/v1/me").refused(401, "UNAUTHENTICATED");
        for (int gateway = 0; gateway < 2; gateway++) {
            Person.visitor(world.gateway(gateway))
                    .send("POST", "/v1/sessions/refresh", Map.of("refreshToken", ana.refreshToken()))
                    .refused(401, "UNAUTHENTICATED");
        }
    }

    @Test
    void whoDeletedTheirAccountIsRefusedEverywhere() {
        Both ana = both(world.person("ana"));
        ana.here.get("/v1/me").expect(200);
        ana.there.get("/v1/me").expect(200);
        ana.here
                .send("POST", "/v1/me/deletion", Map.of("password", Person.PASSWORD))
                .expect(202);
        world.othersHear();
        ana.there.get("/v1/me").refused(401, "UNAUTHENTICATED");
    }

    /** Counted separately, each gateway would let as many through. */
    @Test
    void limitsAreCountedTogether() {
        Both ana = both(world.person("ana"));
        int published = 0;
        boolean refused = false;
        while (!refused) {
            Person at = published % 2 == 0 ? ana.here : ana.there;
            Answer answer = at.send("POST", "/v1/posts", Map.of("text", "again"));
            refused = answer.status() == 429;
            published += refused ? 0 : 1;
            assertThat(published).isLessThan(3 * POSTING_LIMIT / 2);
        }
        assertThat(published).isGreaterThanOrEqualTo(POSTING_LIMIT);
        ana.there.send("POST", "/v1/posts", Map.of("text", "elsewhere?")).refused(429, "RATE_LIMITED");
    }
}
