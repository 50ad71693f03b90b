package magpie.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import magpie.kit.StartException;
import magpie.kit.config.Settings;
import magpie.kit.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A short life of an instance, on a folder of its own and free ports: what it loads and runs is what the JDK's AOT cache
 * will have ready at the next start. Bounded by the rate limits, which take part. Where there are engines, two processes
 * of the cluster product meet them as well: they start, find one another and stop, and do no more than any start does.
 */
final class Training {
    private static final int PEOPLE = 3;
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client;
    private final String base;

    private Training(HttpClient client, int port) {
        this.client = client;
        this.base = "http://127.0.0.1:" + port;
    }

    /**
     * Runs it; the answer is the exit code.
     *
     * @param flags where the engines are, for processes that are to stand on them; none for the embedded product
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
        try (Node node = Node.start(plan);
                HttpClient client = HttpClient.newBuilder()
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build()) {
            new Training(client, node.port()).live();
            node.settle();
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
            throw interrupted(e);
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
        try (Node back = start(common, "--roles=user,graph,post", "--data=" + folder.resolve("back"));
                Node front = start(
                        common,
                        "--roles=feed,gateway",
                        "--data=" + folder.resolve("front"),
                        "--peers="
                                + Stream.of("user", "graph", "post")
                                        .map(role -> role + "=127.0.0.1:" + back.internalPort())
                                        .collect(Collectors.joining(",")))) {
            back.settle();
            front.settle();
        }
    }

    private static Node start(List<String> common, String... own) {
        List<String> flags = new ArrayList<>(common);
        flags.addAll(List.of(own));
        return Node.start(Settings.of(flags, Map.of()));
    }

    private record Person(String id, String token) {}

    private void live() {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(register("trainee" + i));
        }
        for (Person one : people) {
            people.stream()
                    .filter(other -> !other.equals(one))
                    .forEach(other -> send("PUT", "/v1/users/" + other.id() + "/follow", one, ""));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Person person : people) {
                beActive(person, round);
            }
        }
        send("GET", "/health/ready", people.getFirst(), "");
        readCompressed(people.getFirst());
    }

    private void beActive(Person person, int round) {
        String text = "Practice makes perfect, part " + round + " #training @trainee1";
        JsonNode post = send("POST", "/v1/posts", person, Json.MAPPER.writeValueAsString(Map.of("text", text)));
        String path = "/v1/posts/" + post.path("id").asString();
        send("PUT", path + "/like", person, "");
        send("GET", path + "/thread", person, "");
        send("GET", "/v1/feed", person, "");
        send("GET", "/v1/users/" + person.id() + "/posts", person, "");
        send("GET", "/v1/users/" + person.id(), person, "");
    }

    private Person register(String name) {
        String body = Json.MAPPER.writeValueAsString(
                Map.of("username", name, "email", name + "@example.org", "password", "only for practice 4711"));
        JsonNode made = answer(request("POST", "/v1/users", body).build());
        return new Person(
                made.path("user").path("id").asString(),
                made.path("accessToken").asString());
    }

    private JsonNode send(String method, String path, Person person, String body) {
        return answer(request(method, path, body)
                .header("Authorization", "Bearer " + person.token())
                .build());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private void readCompressed(Person person) {
        HttpRequest request = request("GET", "/v1/feed", "")
                .header("Authorization", "Bearer " + person.token())
                .header("Accept-Encoding", "gzip")
                .build();
        exchange(request, BodyHandlers.discarding());
    }

    private JsonNode answer(HttpRequest request) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new StartException("The training failed: " + request.method() + " "
                    + request.uri().getPath() + " gave " + response.statusCode() + " " + response.body());
        }
        return Json.MAPPER.readTree(response.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> reader) {
        try {
            return client.send(request, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StartException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StartException("The training was interrupted.", e);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("magpie-train");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
