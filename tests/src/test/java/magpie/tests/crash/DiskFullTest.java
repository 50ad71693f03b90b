package magpie.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.client.ServerProcess;
import magpie.tests.program.RealInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The disk is full: nothing is acknowledged that is not stored, reads work, and no restart is needed. */
class DiskFullTest {
    private static final int MANY = 5_000;
    private static final long ROOM = 48 << 10;
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<String> kept = new ArrayList<>();

    @Test
    void whileTheDiskIsFullWritesAreRefusedAndReadsGoOn() throws Exception {
        try (ServerProcess instance = start()) {
            List<Person> people = instance.provision(List.of("ada", "ben"));
            Person ada = people.get(0);
            Person ben = people.get(1);
            ben.follows(ada);
            kept.add(publish(ada, "the first").expect(201).text("/id"));

            fillUp(instance, ada);
            Prlimit.fileSize(instance, 0);
            everyWriteIsRefused(instance, ada, ben);
            onlyWhatWasAcknowledgedIsThere(ada, ben);

            Prlimit.lift(instance);
            writesSucceedAgain(ada, ben);
            instance.settle();
            onlyWhatWasAcknowledgedIsThere(ada, ben);
            thereAreNoDeadLetters(instance);
            assertThat(instance.stop().code()).isEqualTo(128 + 15);
        }
        try (ServerProcess instance = start()) {
            List<Person> people = instance.provision(List.of("ada", "ben"));
            onlyWhatWasAcknowledgedIsThere(people.get(0), people.get(1));
            assertThat(people.get(0).get("/v1/posts/" + kept.getFirst()).number("/counts/likes"))
                    .isEqualTo(1);
        }
    }

    private ServerProcess start() throws Exception {
        return RealInstance.start(folder.resolve("data"), "--gateway.access-log", "off");
    }

    /** The disk fills up in the midst of a write, not between two requests. */
    private void fillUp(ServerProcess instance, Person ada) throws Exception {
        Prlimit.fileSize(instance, Files.size(folder.resolve("data/post.db-wal")) + ROOM);
        Answer answer = publish(ada, "filler 0");
        for (int i = 1; i < MANY && answer.status() == 201; i++) {
            kept.add(answer.text("/id"));
            answer = publish(ada, "filler " + i);
        }
        refused(answer);
        assertThat(kept).as("written before the end was met").hasSizeGreaterThan(1);
    }

    private void everyWriteIsRefused(ServerProcess instance, Person ada, Person ben) {
        String post = "/v1/posts/" + kept.getFirst();
        refused(publish(ada, "too much"));
        refused(publish(ada, "too much"));
        refused(ben.put(post + "/like"));
        refused(ben.put(post + "/repost"));
        refused(ada.delete(post));
        refused(ada.put("/v1/users/" + ben.id() + "/follow"));
        refused(ben.delete("/v1/users/" + ada.id() + "/follow"));
        refused(ben.put("/v1/users/" + ada.id() + "/mute"));
        refused(ada.send("PATCH", "/v1/me", Map.of("bio", "no room")));
        refused(ada.send("POST", "/v1/sessions", Map.of("login", "ada", "password", Person.PASSWORD)));
        refused(Person.visitor(instance)
                .send(
                        "POST",
                        "/v1/users",
                        Map.of("username", "eve", "email", "eve@example.org", "password", Person.PASSWORD)));
    }

    private static void refused(Answer answer) {
        answer.refused(503, "UNAVAILABLE");
        assertThat(answer.response().headers().firstValue("retry-after"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
    }

    private void onlyWhatWasAcknowledgedIsThere(Person ada, Person ben) {
        List<String> newestFirst = kept.reversed();
        assertThat(ada.all("/v1/users/" + ada.id() + "/posts", 100, "/post/id")).isEqualTo(newestFirst);
        assertThat(ben.all("/v1/feed", 100, "/post/id")).isEqualTo(newestFirst);
        assertThat(ada.get("/v1/me").expect(200).text("/bio")).isEmpty();
        Answer adaAsBenSeesHer = ben.get("/v1/users/" + ada.id()).expect(200);
        assertThat(adaAsBenSeesHer.number("/counts/posts")).isEqualTo(kept.size());
        assertThat(adaAsBenSeesHer.number("/counts/followers")).isEqualTo(1);
        assertThat(adaAsBenSeesHer.flag("/viewer/followedBy")).isFalse();
        assertThat(adaAsBenSeesHer.flag("/viewer/muting")).isFalse();
        ben.get("/v1/users/by-username/eve").refused(404, "NOT_FOUND");
    }

    private void writesSucceedAgain(Person ada, Person ben) {
        String id = acknowledgedSoon(ada, "too much");
        assertThat(publish(ada, "too much").expect(201).text("/id"))
                .as("its key asks for one post")
                .isEqualTo(id);
        kept.add(id);
        ben.likes(kept.getFirst());
        ben.follows(ada);
        ada.send("PATCH", "/v1/me", Map.of("bio", "")).expect(200);
        ada.send("POST", "/v1/sessions", Map.of("login", "ada", "password", Person.PASSWORD))
                .expect(201);
    }

    private static String acknowledgedSoon(Person ada, String text) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        Answer answer = publish(ada, text);
        while (answer.status() == 503 && System.nanoTime() < end) {
            answer = publish(ada, text);
        }
        return answer.expect(201).text("/id");
    }

    /** A full store must not send events to the dead letters. */
    private static void thereAreNoDeadLetters(ServerProcess instance) {
        JsonNode consumers = instance.health().path("consumers");
        assertThat(consumers).isNotEmpty();
        consumers.forEach(consumer -> assertThat(consumer.path("deadLetters").asInt())
                .as(consumer.toString())
                .isZero());
    }

    private static Answer publish(Person person, String text) {
        return person.send("POST", "/v1/posts", Map.of("text", text), Map.of("Idempotency-Key", text));
    }
}
