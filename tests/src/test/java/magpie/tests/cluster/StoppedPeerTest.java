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

    /** An action and its opposite, and where a person sees which of the two holds. */
    private record Action(
            String name, Function<Person, Answer> action, Function<Person, Answer> opposite, Predicate<Person> undone) {
        static Action of(String name, String path, Predicate<Person> is) {
            return new Action(name, person -> person.put(path), person -> person.delete(path), is.negate());
        }

        static Action relationship(String name, String flag) {
            String user = "/v1/users/" + bo.id();
            return of(
                    name,
                    user + "/" + name,
                    person -> person.get(user).expect(200).flag("/viewer/" + flag));
        }

        static Action reaction(String name, String flag) {
            String path = "/v1/posts/" + post;
            return of(
                    name,
                    path + "/" + name,
                    person -> person.get(path).expect(200).flag("/viewer/" + flag));
        }

        Action other() {
            return new Action("un" + name, /* action= */ opposite, /* opposite= */ action, undone.negate());
        }
    }

    @Test
    void whatAGraphProcessMakesTooLateUndoesNothing() throws Exception {
        List<Action> actions = List.of(
                Action.relationship("follow", "following"),
                Action.relationship("block", "blocking"),
                Action.relationship("mute", "muting"));
        for (Action action : actions) {
            nothingComesBack("graph-1", action);
            nothingComesBack("graph-1", action.other());
        }
    }

    @Test
    void whatAPostProcessMakesTooLateUndoesNothing() throws Exception {
        for (Action action : List.of(Action.reaction("like", "liked"), Action.reaction("repost", "reposted"))) {
            nothingComesBack("post-1", action);
            nothingComesBack("post-1", action.other());
        }
    }

    @Test
    void whatAUserProcessMakesTooLateUndoesNothing() throws Exception {
        nothingComesBack(
                "user-1",
                new Action(
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
        nothingComesBack("gateway-1", Action.relationship("follow", "following"));
    }

    private static Answer named(Person person, String name) {
        return person.send("PATCH", "/v1/me", Map.of("displayName", name));
    }

    private void nothingComesBack(String process, Action action) throws Exception {
        List<Person> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> Person.register(cluster, tag + action.name + i))
                .toList();
        people.forEach(person -> answered(action.opposite, person));
        cluster.signal(process, "STOP");
        try {
            together(people, person -> {
                boolean done = answered(action.action, person);
                boolean undone = answered(action.opposite, person);
                assertThat(done || process.startsWith("gateway"))
                        .as("%s is made by the other process", action.name)
                        .isTrue();
                assertThat(undone || answered(action.opposite, person))
                        .as("the opposite of %s", action.name)
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
            assertThat(people)
                    .as("%s while %s was stopped", action.name, process)
                    .allMatch(action.undone);
        }
    }

    private static boolean answered(Function<Person, Answer> action, Person person) {
        try {
            return action.apply(person).status() == 200;
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
