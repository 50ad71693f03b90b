package magpie.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.client.ServerProcess;
import magpie.tests.ClusterSecret;
import magpie.tests.program.RealInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One engine's disk is full: what it cannot store is refused with 503, the rest works, and once there is room all is as
 * before. Of the three, only PostgreSQL needs no restart for that.
 */
@Tag("engines")
@Timeout(400)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineDiskFullTest {
    private static final int MANY = 5_000;
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private OwnEngines engines;
    private ServerProcess process;
    private Person ana;
    private Person bo;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        engines = new OwnEngines(Map.of("postgres-1", 160, "cassandra-1", 160, "kafka-1", 96));
        Path secret = ClusterSecret.in(folder);
        process = RealInstance.start(
                folder.resolve("data"), "--config", engines.config().toString(), "--secret-file", secret.toString());
        ana = Person.register(process, "ana");
        bo = Person.register(process, "bo");
        bo.follows(ana);
        ana.posts("before");
        process.settle();
    }

    @AfterAll
    void stop() throws IOException {
        if (process != null) {
            process.close();
        }
        if (engines != null) {
            engines.close();
        }
    }

    /** PostgreSQL refuses what needs room and carries on: nobody has to do anything but make room. */
    @Test
    void accountsCannotBeChangedAndCanBeRead() throws IOException {
        engines.disk("postgres-1").fill();
        try {
            refused(untilRefused(() -> write("a life in words ".repeat(9) + System.nanoTime()), new ArrayList<>()));
            ana.get("/v1/me").expect(200);
            assertThat(bo.feed()).isNotEmpty();
        } finally {
            engines.disk("postgres-1").free();
        }
        acknowledgedSoon(() -> write("room again"));
        assertThat(ana.get("/v1/me").expect(200).text("/bio")).isEqualTo("room again");
    }

    private Answer write(String bio) {
        return ana.send("PATCH", "/v1/me", Map.of("bio", bio));
    }

    /** Cassandra's process dies, as its commit log is memory-mapped. What it had acknowledged is there afterwards. */
    @Test
    void postsCannotBePublishedAndNoneIsLost() throws IOException {
        List<String> kept = new ArrayList<>();
        engines.disk("cassandra-1").fill();
        try {
            refused(untilRefused(() -> publish("a full disk " + System.nanoTime()), kept));
            bo.get("/v1/feed").expect(200);
            refused(ana.get("/v1/me"));
        } finally {
            engines.disk("cassandra-1").free();
        }
        engines.run("up");
        kept.add(acknowledgedSoon(() -> publish("room again")).text("/id"));
        assertThat(ana.all("/v1/users/" + ana.id() + "/posts", 100, "/post/id")).containsAll(kept);
        allComeToTheFeed(kept);
    }

    /** Kafka's broker stops. New events wait in the outbox, and nobody who publishes notices. */
    @Test
    void eventsWaitUntilTheLogHasRoom() throws IOException {
        List<String> kept = new ArrayList<>();
        engines.disk("kafka-1").fill();
        try {
            for (int i = 0; i < 50; i++) {
                kept.add(publish("the log is full " + i).expect(201).text("/id"));
            }
        } finally {
            engines.disk("kafka-1").free();
        }
        engines.run("up");
        allComeToTheFeed(kept);
    }

    private Answer publish(String text) {
        return ana.send("POST", "/v1/posts", Map.of("text", text));
    }

    private static Answer untilRefused(Supplier<Answer> write, List<String> kept) {
        for (int i = 0; i < MANY; i++) {
            Answer answer = write.get();
            if (answer.status() >= 300) {
                return answer;
            }
            kept.add(answer.text("/id"));
        }
        throw new AssertionError("the disk is full, and " + MANY + " writes went well");
    }

    /** A relay that could not renew its lease for that long takes a moment to get it back. */
    private void allComeToTheFeed(List<String> kept) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        List<String> feed = List.of();
        while (!feed.containsAll(kept) && System.nanoTime() < end) {
            process.settle();
            feed = bo.all("/v1/feed", 100, "/post/id");
        }
        assertThat(feed).containsAll(kept);
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.response().headers().firstValue("retry-after"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
    }

    private static Answer acknowledgedSoon(Supplier<Answer> write) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        Answer answer = write.get();
        while (answer.status() == 503 && System.nanoTime() < end) {
            answer = write.get();
        }
        assertThat(answer.status()).as(answer.toString()).isLessThan(300);
        return answer;
    }
}
