package magpie.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import magpie.engines.node.Conversation;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.Node;
import magpie.engines.node.ServerKind;
import magpie.engines.node.ServerKind.Place;
import magpie.engines.server.Postgres;
import magpie.kit.files.Folders;
import magpie.kit.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Engines in a temporary folder, controlled like by the launcher. */
final class Rig {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    final Path folder;
    final Home home;
    final EngineSet set;
    private final Path lib;

    /** A folder that PostgreSQL may enter as another user, unlike those of JUnit. */
    Rig() throws IOException {
        this(null);
    }

    /** The engines' folder of fetched programs; null to use the machine's own. */
    Rig(@Nullable Path fetched) throws IOException {
        folder = Files.createTempDirectory("magpie-engines");
        lib = fetched == null ? folder.resolve("lib") : fetched;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        home = Home.at(folder, "engines");
        set = new EngineSet(home);
    }

    /** The output of a command that must succeed. */
    String run(String... arguments) throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(status(printed, arguments)).as(String.join(" ", arguments)).isZero();
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Its exit code. */
    int status(String... arguments) throws InterruptedException {
        return status(new ByteArrayOutputStream(), arguments);
    }

    private int status(ByteArrayOutputStream printed, String... arguments) throws InterruptedException {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Main(home, lib, out).run(List.of(arguments));
    }

    /** What {@code status --json} says of a node. */
    JsonNode node(String name) throws InterruptedException {
        for (JsonNode node : Json.MAPPER.readTree(run("status", "--json"))) {
            if (node.get("name").asString().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no " + name);
    }

    long pid(String name) throws InterruptedException {
        return node(name).get("pid").asLong();
    }

    String health(String name) throws InterruptedException {
        return node(name).get("health").asString();
    }

    String role(String name) throws InterruptedException {
        return node(name).get("role").asString();
    }

    Place place(String name) throws IOException {
        Layout layout = set.existing();
        Node node = layout.nodes().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Place(node, layout, home.nodeFolder(node));
    }

    /** Redis's one-line answer to a command; {@code $-1} if it has nothing. */
    String redis(String name, String command) throws IOException {
        Place place = place(name);
        try (Conversation redis = Conversation.with(place.node(), ServerKind.CLIENTS)) {
            redis.send("AUTH " + place.set().secret() + "\r\n");
            redis.expect("+OK\r\n");
            redis.send(command + "\r\n");
            String first = redis.line();
            return first.startsWith("$") && !first.equals("$-1") ? redis.line() : first;
        }
    }

    String sql(String name, String statement) throws IOException, InterruptedException {
        Place place = place(name);
        return Postgres.sql(place, place.node(), statement);
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Stops everything and removes it. */
    void remove() throws IOException, InterruptedException {
        set.reset();
        Folders.remove(folder);
    }
}
