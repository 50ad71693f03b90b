package magpie.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import magpie.api.Empty;
import magpie.api.Limits;
import magpie.api.UserRefs;
import magpie.api.graph.Graph;
import magpie.api.user.Users;
import magpie.app.Browser.Person;
import magpie.app.data.Instance;
import magpie.app.node.Node;
import magpie.kit.StartException;
import magpie.kit.Waits;
import magpie.kit.config.Settings;
import magpie.kit.json.Json;
import magpie.kit.loop.Loop;
import magpie.kit.roles.Roles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class NodeTest {
    private final List<Node> nodes = new ArrayList<>();

    @TempDir
    Path temporary;

    @AfterEach
    void stop() {
        nodes.reversed().forEach(Node::close);
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private Node start(Path data, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("data", data.toString());
        values.put("port", "0");
        values.put("admin-port", "0");
        Node node = Magpie.start(Settings.of(values));
        nodes.add(node);
        return node;
    }

    private Path secret() throws IOException {
        Path secret = temporary.resolve("secret");
        if (!Files.exists(secret)) {
            Files.createFile(
                    secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, "not much of a secret, but long enough for a test");
        }
        return secret;
    }

    /** Ann posts and Bob, who follows her, reads it; returns Bob's feed. */
    private static JsonNode story(Browser browser) {
        Person ann = browser.register("ann");
        Person bob = browser.register("bob");
        browser.json("PUT", "/v1/users/" + ann.id() + "/follow", bob, Map.of());
        browser.json("POST", "/v1/posts", ann, Map.of("text", "Ann was here"));
        return feed(browser, bob);
    }

    private static JsonNode feed(Browser browser, Person person) {
        return browser.json("GET", "/v1/feed", person, Map.of());
    }

    private static String text(JsonNode feed, int item) {
        return feed.path("items").path(item).path("post").path("text").asString();
    }

    @Test
    void aPostReachesAFollower() {
        Node node = start(data(), Map.of());
        Browser browser = new Browser(node.port());
        Person ann = browser.register("ann");
        Person bob = browser.register("bob");
        browser.json("PUT", "/v1/users/" + ann.id() + "/follow", bob, Map.of());
        assertThat(feed(browser, bob).path("items")).isEmpty();
        browser.json("POST", "/v1/posts", ann, Map.of("text", "Ann was here"));
        node.settle();
        assertThat(text(feed(browser, bob), 0)).isEqualTo("Ann was here");
        assertThat(node.settle()).as("nothing is left to wait for").isFalse();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestart() {
        Node before = start(data(), Map.of());
        Browser browser = new Browser(before.port());
        Person ann = browser.register("ann");
        browser.json("POST", "/v1/posts", ann, Map.of("text", "Ann was here"));
        before.close();
        Browser after = new Browser(start(data(), Map.of()).port());
        assertThat(text(feed(after, ann), 0)).isEqualTo("Ann was here");
    }

    @Test
    void rolesInSeveralNodesWorkAsOne() throws IOException {
        Map<String, String> peers = new LinkedHashMap<>();
        Node last = null;
        for (String role : Roles.names()) {
            Map<String, String> settings = new HashMap<>();
            settings.put("roles", role);
            settings.put("secret-file", secret().toString());
            settings.put("peers", String.join(",", peers.values()));
            last = start(temporary.resolve(role), settings);
            peers.put(role, role + "=127.0.0.1:" + last.internalPort());
        }
        assertThat(last.ready()).isTrue();
        assertThat(text(story(new Browser(last.port())), 0)).isEqualTo("Ann was here");
        nodes.forEach(Node::settle);
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefused() {
        start(data(), Map.of());
        assertThatThrownBy(() -> start(data(), Map.of()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is in use by process");
    }

    @Test
    void theAdminPortTellsHowItIs() {
        Node node = start(data(), Map.of());
        Browser admin = new Browser(node.adminPort());
        assertThat(admin.send("GET", "/health/live", "", Map.of()).statusCode()).isEqualTo(200);
        JsonNode ready = json(admin.send("GET", "/health/ready", "", Map.of()));
        assertThat(ready.path("ready").asBoolean()).isTrue();
        assertThat(ready.path("consumers")).hasSizeGreaterThanOrEqualTo(5);
        node.contract(Users.class).keys(Empty.EMPTY);
        assertThat(admin.send("GET", "/metrics", "", Map.of()).body())
                .contains("magpie_contract_seconds_count{contract=\"Users\"")
                .contains("magpie_log_lag{consumer=\"feed\"")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void aCommandNeedsTheToken() {
        Node node = start(data(), Map.of());
        Browser admin = new Browser(node.adminPort());
        String token = Instance.find(data()).orElseThrow().token();
        assertThat(admin.send("POST", "/admin/recount", "", List.of()).statusCode())
                .isEqualTo(401);
        assertThat(admin.send("POST", "/admin/recount", "wrong", List.of()).statusCode())
                .isEqualTo(401);
        assertThat(admin.send("GET", "/admin/recount", token, Map.of()).statusCode())
                .isEqualTo(405);
        assertThat(admin.send("POST", "/admin/fly", token, List.of()).statusCode())
                .isEqualTo(400);
        assertThat(admin.send("POST", "/admin/recount", token, List.of()).body())
                .isEqualTo("graph: 0 checked, 0 mended\npost: 0 checked, 0 mended\n");
    }

    @Test
    void accountsComeInBulk() {
        Node node = start(data(), Map.of());
        String token = Instance.find(data()).orElseThrow().token();
        JsonNode made = json(new Browser(node.adminPort())
                .send(
                        "POST",
                        "/admin/provision",
                        token,
                        Map.of("usernames", List.of("one", "two"), "password", "kestrel over the dunes")));
        Person two = new Person(
                made.path("accounts").path(1).path("id").asString(),
                made.path("accounts").path(1).path("accessToken").asString());
        JsonNode me = new Browser(node.port()).json("GET", "/v1/me", two, Map.of());
        assertThat(me.path("username").asString()).isEqualTo("two");
        assertThat(me.path("id").asString()).isEqualTo(two.id());
    }

    @Test
    void followsComeInBulk() {
        Node node = start(data(), Map.of());
        Browser admin = new Browser(node.adminPort());
        String token = Instance.find(data()).orElseThrow().token();
        JsonNode made = json(admin.send(
                "POST",
                "/admin/provision",
                token,
                Map.of("usernames", List.of("one", "two", "three"), "tokenless", true)));
        String one = made.path("accounts").path(0).path("id").asString();
        String two = made.path("accounts").path(1).path("id").asString();
        String three = made.path("accounts").path(2).path("id").asString();
        assertThat(made.path("accounts").path(0).path("accessToken").asString()).isEmpty();
        admin.send("POST", "/admin/suspend", token, List.of("three"));
        Map<String, Object> follows = Map.of(
                "follows",
                List.of(
                        List.of(one, two),
                        List.of(two, one),
                        List.of(one, one),
                        List.of(one, "12"),
                        List.of(three, one)));
        assertThat(admin.send("POST", "/admin/follow", token, follows).body()).isEqualTo("{\"made\":2}");
        assertThat(admin.send("POST", "/admin/follow", token, follows).body()).isEqualTo("{\"made\":0}");
        assertThat(node.contract(Graph.class)
                        .counts(new UserRefs(Long.parseLong(one)))
                        .followers())
                .containsExactly(1);
    }

    @Test
    void followsThatCannotBeReadAreRefusedWithAReason() {
        Node node = start(data(), Map.of());
        Browser admin = new Browser(node.adminPort());
        String token = Instance.find(data()).orElseThrow().token();
        assertThat(admin.send("POST", "/admin/follow", "wrong", Map.of()).statusCode())
                .isEqualTo(401);
        for (Object body : List.of(
                Map.of(),
                List.of(),
                Map.of("follows", List.of("1")),
                Map.of("follows", List.of(List.of("1"))),
                Map.of("follows", List.of(List.of("1", "x"))),
                Map.of("follows", Collections.nCopies(Limits.FOLLOWS + 1, List.of("1", "2"))))) {
            HttpResponse<String> answer = admin.send("POST", "/admin/follow", token, body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).isNotBlank();
        }
    }

    @Test
    void stoppingTwiceAndInTheMiddleIsFine() {
        Node node = start(data(), Map.of());
        node.close();
        node.close();
        assertThat(node.ready()).isFalse();
        assertThat(Instance.find(data())).isEmpty();
    }

    /** What starts is interrupted too, and ends before the start does. */
    @Test
    void anInterruptedStartLeavesNothingRunning() throws IOException, InterruptedException {
        int port = freePort();
        Map<String, String> settings =
                Map.of("data", data().toString(), "port", Integer.toString(port), "admin-port", "0");
        Thread starting = Thread.currentThread();
        Thread.startVirtualThread(() -> interruptOnceItWaits(starting));
        assertThatThrownBy(() -> nodes.add(Magpie.start(Settings.of(settings))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Waits.until(Duration.ofSeconds(10), Duration.ofMillis(1), () -> !isStarting()))
                .as("the threads that start roles have ended")
                .isTrue();
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(ConnectException.class);
        assertThat(start(data(), Map.of()).ready()).as("the folder is free").isTrue();
    }

    private static boolean isStarting() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("start-"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void interruptOnceItWaits(Thread starting) {
        Set<Thread.State> waits = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
        while (!waits.contains(starting.getState())
                || Stream.of(starting.getStackTrace())
                        .noneMatch(frame -> frame.getMethodName().equals("startRoles"))) {
            LockSupport.parkNanos(100_000);
        }
        starting.interrupt();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }

    @Test
    void whatHasEndedInTheBackgroundMakesItUnreadyAndEndsTheProcess() throws Exception {
        Node node = start(data(), Map.of());
        assertThat(node.ready()).isTrue();
        node.vitals()
                .watching(() -> Loop.of(Thread.ofPlatform().name("writer-test"), new Loop.Body() {
                            @Override
                            public void round() {
                                throw new IllegalStateException("first");
                            }

                            @Override
                            public void failed(String name, Throwable reason) {
                                throw new IllegalStateException("the writer broke", reason);
                            }
                        })
                        .start());
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(System.out, new PrintStream(err, true, UTF_8), Map.of());
        int code = CompletableFuture.supplyAsync(() -> new UpCommand(console).untilTheEnd(node, new CountDownLatch(1)))
                .get(20, TimeUnit.SECONDS);
        assertThat(code).isEqualTo(Main.FAILED);
        assertThat(err.toString(UTF_8)).contains("writer-test has ended", "the writer broke");
        assertThat(node.ready()).isFalse();
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI ready = URI.create("http://127.0.0.1:" + node.adminPort() + "/health/ready");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("writer-test");
        }
    }
}
