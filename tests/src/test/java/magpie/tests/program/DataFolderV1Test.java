package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.client.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program opens a data folder of format 1: everything in it is found, and it can be written to. */
class DataFolderV1Test {
    private static final String NEST = "A nest in the poplar #magpies @ben";
    private static final String EGGS = "六個蛋 🪺";
    private static final String RING = "Found a ring";

    @TempDir
    Path folder;

    @Test
    void everythingOfTheFirstVersionIsFoundAndServes() throws Exception {
        Path data = V1DataFolder.unpack(folder.resolve("data"));
        assertThat(data.resolve("FORMAT")).hasContent("1");
        try (ServerProcess instance = RealInstance.start(data)) {
            Person ada = signIn(instance, "ada");
            Person ben = signIn(instance, "ben");
            Person cleo = signIn(instance, "cleo");
            profilesAndRelationships(ada, ben, cleo);
            postsAndFeeds(ada, ben, cleo);
            whoLeftIsGone(instance, ada);

            ben.posts("Still here");
            instance.settle();
            assertThat(cleo.feedTexts()).first().isEqualTo("Still here");
            instance.health()
                    .path("consumers")
                    .forEach(consumer -> assertThat(consumer.path("deadLetters").asInt())
                            .as(consumer.toString())
                            .isZero());
            instance.stop();
        }
        try (ServerProcess instance = RealInstance.start(data)) {
            assertThat(signIn(instance, "cleo").feedTexts())
                    .containsExactly("Still here", NEST, RING, EGGS, "How many eggs?");
        }
    }

    private static void profilesAndRelationships(Person ada, Person ben, Person cleo) {
        Answer me = ada.get("/v1/me").expect(200);
        assertThat(List.of(me.text("/displayName"), me.text("/bio"), me.text("/email")))
                .containsExactly("Ada L.", "Counts birds.", "ada@example.org");
        assertThat(counts(ada)).containsExactly(2L, 1L, 2L);
        assertThat(counts(ben)).containsExactly(1L, 1L, 2L);
        assertThat(counts(cleo)).containsExactly(1L, 2L, 0L);
        assertThat(names(ada, "/v1/users/" + ada.id() + "/followers")).containsExactlyInAnyOrder("ben", "cleo");
        assertThat(names(ada, "/v1/users/" + ada.id() + "/following")).containsExactly("cleo");
        assertThat(names(ada, "/v1/me/mutes")).containsExactly("ben");
        assertThat(names(cleo, "/v1/me/blocks")).isEmpty();
    }

    private static void postsAndFeeds(Person ada, Person ben, Person cleo) {
        assertThat(ada.feedTexts()).containsExactly(NEST, EGGS);
        assertThat(ben.feedTexts()).containsExactly(RING, EGGS, "How many eggs?", NEST);
        assertThat(cleo.feedTexts()).containsExactly(NEST, RING, EGGS, "How many eggs?");
        String nest = ada.feed().getFirst();
        Answer post = cleo.get("/v1/posts/" + nest).expect(200);
        assertThat(List.of(
                        post.number("/counts/likes"), post.number("/counts/reposts"), post.number("/counts/replies")))
                .containsExactly(2L, 1L, 1L);
        assertThat(post.flag("/viewer/liked")).isTrue();
        assertThat(post.flag("/viewer/reposted")).isTrue();
        assertThat(post.text("/tags/0")).isEqualTo("magpies");
        assertThat(post.text("/mentions/0/id")).isEqualTo(ben.id());
        assertThat(names(ada, "/v1/posts/" + nest + "/likes")).containsExactlyInAnyOrder("ben", "cleo");
        assertThat(ada.all("/v1/posts/" + nest + "/replies", 10, "/text")).containsExactly("How many eggs?");
    }

    private static void whoLeftIsGone(ServerProcess instance, Person ada) {
        ada.get("/v1/users/by-username/dan").refused(404, "NOT_FOUND");
        Person.visitor(instance)
                .send("POST", "/v1/sessions", Map.of("login", "dan", "password", Person.PASSWORD))
                .expect(401);
    }

    private static Person signIn(ServerProcess instance, String name) {
        return Person.of(
                instance,
                Person.visitor(instance)
                        .send("POST", "/v1/sessions", Map.of("login", name, "password", Person.PASSWORD))
                        .expect(201));
    }

    /** Followers, following, posts. */
    private static List<Long> counts(Person person) {
        Answer profile = person.get("/v1/users/" + person.id()).expect(200);
        return List.of(
                profile.number("/counts/followers"),
                profile.number("/counts/following"),
                profile.number("/counts/posts"));
    }

    private static List<String> names(Person person, String path) {
        return person.all(path, 10, "/username");
    }
}
