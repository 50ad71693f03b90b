package magpie.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import magpie.app.node.Node;
import magpie.app.node.Plan;
import magpie.client.Network;
import magpie.client.NoAnswerException;
import magpie.client.Person;
import magpie.client.UnexpectedAnswerException;
import magpie.kit.StartException;
import magpie.kit.config.Settings;
import magpie.kit.files.Folders;
import magpie.kit.files.PrivateFiles;
import magpie.kit.roles.Role;
import magpie.kit.roles.Roles;

/**
 * Runs an instance briefly on its own folder and free ports: the JDK's AOT cache will have ready what it loads and
 * runs. The rate limits bound it, and so are trained too. With engines, two processes of the cluster product are also
 * run: they start, find each other and stop, and do no more than any start does.
 */
final class Training {
    private static final int PEOPLE = 3;
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Network network;

    private Training(Network network) {
        this.network = network;
    }

    /**
     * Runs it and returns the exit code.
     *
     * @param flags where the engines are, for the processes of the cluster product; none for the embedded product only
     */
    static int run(List<String> flags) {
        Path folder = temporaryFolder();
        try {
            liveAlone(folder.resolve("alone"));
            if (!flags.isEmpty()) {
                meetEngines(flags, folder);
            }
        } finally {
            delete(folder);
        }
        return Main.OK;
    }

    private static void liveAlone(Path folder) {
        Plan plan = Plan.of(Settings.of(Map.of("data", folder.toString(), "port", "0", "admin-port", "0")));
        Main.configureLogging(plan.node(), false);
        try (Node node = Magpie.start(plan);
                HttpClient client = HttpClient.newBuilder()
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build()) {
            new Training(Network.at("http://127.0.0.1:" + node.port(), client)).live();
            node.settle();
        } catch (UnexpectedAnswerException | NoAnswerException e) {
            throw new StartException("The training failed: " + e.getMessage(), e);
        }
    }

    /** A start waits for engines as long as it takes; a training does not. */
    private static void meetEngines(List<String> flags, Path folder) {
        FutureTask<Void> meeting = new FutureTask<>(() -> meet(flags, folder), null);
        Thread.ofPlatform().daemon().name("meeting").start(meeting);
        try {
            meeting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StartException("The engines cannot be used: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new StartException("The engines were not there in " + PATIENCE.toSeconds() + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("The training was interrupted.", e);
        }
    }

    private static void meet(List<String> flags, Path folder) {
        Path secret = folder.resolve("secret");
        try {
            PrivateFiles.write(secret, UUID.randomUUID().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> common = new ArrayList<>(flags);
        common.addAll(List.of("--port=0", "--admin-port=0", "--secret-file=" + secret));
        List<String> behind = Roles.ALL.stream()
                .filter(role -> !role.isEdge() && !role.degrades())
                .map(Role::name)
                .toList();
        List<String> before =
                Roles.names().stream().filter(role -> !behind.contains(role)).toList();
        try (Node back = start(common, "--roles=" + String.join(",", behind), "--data=" + folder.resolve("back"));
                Node front = start(
                        common,
                        "--roles=" + String.join(",", before),
                        "--data=" + folder.resolve("front"),
                        "--peers="
                                + behind.stream()
                                        .map(role -> role + "=127.0.0.1:" + back.internalPort())
                                        .collect(Collectors.joining(",")))) {
            back.settle();
            front.settle();
        }
    }

    private static Node start(List<String> common, String... own) {
        List<String> flags = new ArrayList<>(common);
        flags.addAll(List.of(own));
        return Magpie.start(Settings.of(flags, Map.of()));
    }

    private void live() {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(Person.register(network, "trainee" + i));
        }
        for (Person one : people) {
            people.stream().filter(other -> !other.equals(one)).forEach(one::follows);
        }
        people.getFirst().send("GET", "/openapi.yaml", null, Map.of("Accept-Encoding", "zstd")); // loads it meanwhile
        for (int round = 0; round < ROUNDS; round++) {
            for (Person person : people) {
                beActive(person, round);
            }
        }
        people.getFirst().get("/health/ready").expect(200);
        people.getFirst().send("GET", "/v1/feed", null, Map.of("Accept-Encoding", "gzip"));
        people.getFirst().send("GET", "/v1/feed", null, Map.of("Accept-Encoding", "gzip, deflate, br, zstd"));
    }

    private static void beActive(Person person, int round) {
        String post = person.posts("Practice makes perfect, part " + round + " #training @trainee1");
        person.likes(post);
        for (String path : List.of(
                "/v1/posts/" + post + "/thread",
                "/v1/feed",
                "/v1/users/" + person.id() + "/posts",
                "/v1/users/" + person.id())) {
            person.get(path).expect(200);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("magpie-train");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
