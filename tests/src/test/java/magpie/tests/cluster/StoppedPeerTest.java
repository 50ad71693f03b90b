package magpie.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import magpie.client.Answer;
import magpie.client.NoAnswerException;
import magpie.client.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One of two processes of a role is stopped (SIGSTOP), which keeps its connections and requests. Everybody does
 * something, and the opposite as soon as that was answered. Then the process continues, and nothing may come back.
 */
@Tag("engines")
@Tag("full")
@Timeout(600)
class StoppedPeerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of so many concurrent requests, half go to the stopped process. */
    private static final int PEOPLE = 6;

    private static final int LOOKS = 20;

    private static RealCluster cluster;
    private static Person bo;
    private static String post;

    private final String tag = "o" + Long.toString(System.nanoTime(), Character.MAX_RADIX);

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        cluster = RealCluster.start();
        bo = Person.register(cluster, "bo" + Long.toString(System.nanoTime(), Character.MAX_RADIX));
        post = bo.posts("to be liked");
    }

    @AfterAll
    static void down() throws IOException {
        cluster.close();
    }

    /** An act and its opposite, and where a person sees which of the two holds. */
    private record Deed(
            String name, Function<Person, Answer> deed, Function<Person, Answer> opposite, Predicate<Person> undone) {
        static Deed of(String name, String path, Predicate<Person> is) {
            return new Deed(name, person -> person.put(path), person -> person.delete(path), is.negate());
        }

        static Deed relationship(String name, String flag) {
            String user = "/v1/users/" + bo.id();
            return of(
                    name,
                    user + "/" + name,
                    person -> person.get(user).expect(200).flag("/viewer/" + flag));
        }

        static Deed reaction(String name, String flag) {
            String path = "/v1/posts/" + post;
            return of(
                    name,
                    path + "/" + name,
                    person -> person.get(path).expect(200).flag("/viewer/" + flag));
        }

        Deed other() {
            return new Deed("un" + name, /* deed= */ opposite, /* opposite= */ deed, undone.negate());
        }
    }

    @Test
    void whatAGraphProcessMakesTooLateUndoesNothing() throws Exception {
        List<Deed> deeds = List.of(
                Deed.relationship("follow", "following"),
                Deed.relationship("block", "blocking"),
                Deed.relationship("mute", "muting"));
        for (Deed deed : deeds) {
            nothingComesBack("graph-1", deed);
            nothingComesBack("graph-1", deed.other());
        }
    }

    @Test
    void whatAPostProcessMakesTooLateUndoesNothing() throws Exception {
        for (Deed deed : List.of(Deed.reaction("like", "liked"), Deed.reaction("repost", "reposted"))) {
            nothingComesBack("post-1", deed);
            nothingComesBack("post-1", deed.other());
        }
    }

    @Test
    void whatAUserProcessMakesTooLateUndoesNothing() throws Exception {
        nothingComesBack(
                "user-1",
                new Deed(
                        "name",
                        person -> named(person, "before"),
                        person -> named(person, "after"),
                        person -> person.get("/v1/me")
                                .expect(200)
                                .text("/displayName")
                                .equals("after")));
    }

    /** The balancer gives it up and reports that; the request is in its socket. */
    @Test
    void whatAGatewayMakesTooLateUndoesNothing() throws Exception {
        nothingComesBack("gateway-1", Deed.relationship("follow", "following"));
    }

    private static Answer named(Person person, String name) {
        return person.send("PATCH", "/v1/me", Map.of("displayName", name));
    }

    private void nothingComesBack(String process, Deed deed) throws Exception {
        List<Person> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> Person.register(cluster, tag + deed.name + i))
                .toList();
        people.forEach(person -> answered(deed.opposite, person));
        cluster.signal(process, "STOP");
        try {
            together(people, person -> {
                boolean done = answered(deed.deed, person);
                boolean undone = answered(deed.opposite, person);
                assertThat(done || process.startsWith("gateway"))
                        .as("%s is made by the other process", deed.name)
                        .isTrue();
                assertThat(undone || answered(deed.opposite, person))
                        .as("the opposite of %s", deed.name)
                        .isTrue();
            });
        } finally {
            cluster.signal(process, "CONT");
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!cluster.isReady(process)) {
            assertThat(System.nanoTime())
                    .as("the time until %s is ready", process)
                    .isLessThan(end);
        }
        // What waits in its sockets is handled before these.
        for (int i = 0; i < LOOKS; i++) {
            assertThat(people).as("%s while %s was stopped", deed.name, process).allMatch(deed.undone);
        }
    }

    private static boolean answered(Function<Person, Answer> deed, Person person) {
        try {
            return deed.apply(person).status() == 200;
        } catch (NoAnswerException e) {
            return false;
        }
    }

    private static void together(List<Person> people, Consumer<Person> story) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            people.forEach(person -> running.add(threads.submit(() -> story.accept(person))));
            for (Future<?> one : running) {
                one.get();
            }
        }
    }
}
