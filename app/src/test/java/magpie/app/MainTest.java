package magpie.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private int run(Map<String, String> environment, String... arguments) {
        Console console =
                new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment);
        return new Main(console).run(List.of(arguments));
    }

    private List<String> mistakes() {
        return err.toString(UTF_8).lines().toList();
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        int code = run(
                "up",
                "--port",
                "70000",
                "--host",
                "0.0.0.0",
                "--limits",
                "off",
                "--roles",
                "feed,gatway",
                "--feed.windw",
                "7",
                "--profile",
                "clusters",
                "--peers",
                "graph");
        assertThat(code).isEqualTo(Main.WRONG);
        assertThat(mistakes())
                .anySatisfy(line -> assertThat(line).contains("port: 70000", "from 0 to 65535"))
                .anySatisfy(line -> assertThat(line).contains("host: 0.0.0.0", "--tls-cert"))
                .anySatisfy(line -> assertThat(line).contains("limits:"))
                .anySatisfy(line -> assertThat(line).contains("roles: gatway", "user, graph, post, feed, gateway"))
                .anySatisfy(line -> assertThat(line).contains("feed.windw", "no such setting"))
                .anySatisfy(line -> assertThat(line).contains("profile: clusters", "one of embedded, cluster"))
                .anySatisfy(line -> assertThat(line).contains("peers: graph (expected: role=host:port"))
                .anySatisfy(line -> assertThat(line).contains("feed needs post", "--peers"))
                .anySatisfy(line -> assertThat(line).contains("secret-file:"));
        assertThat(mistakes()).allSatisfy(line -> assertThat(line).startsWith("magpie: "));
    }

    /** What would do nothing, or fail one after another, later. */
    @Test
    void whatCannotWorkStopsTheStartAllOfItAtOnce() throws IOException {
        Path pem = Files.writeString(folder.resolve("no.pem"), "none");
        int code = run(
                Map.of("MAGPIE_FEED_WINDWO", "400"),
                "up",
                "--gateway.cors-origins=https://a.example/,https://b.example",
                "--redis.addresses=redis://127.0.0.1:6379",
                "--neo4j.addresses=127.0.0.1",
                "--port=9000",
                "--admin-port=9000",
                "--internal-host=203.0.113.77",
                "--data=" + pem,
                "--tls-cert=" + pem,
                "--tls-key=" + folder.resolve("none.pem"),
                "--also-accept=" + folder.resolve("none"),
                "--user.refresh-token=1m",
                "--gateway.max-json=2048",
                "--gateway.max-body=1024",
                "--gateway.stop-timeout=25s",
                "--drain=10s");
        assertThat(code).isEqualTo(Main.WRONG);
        String told = err.toString(UTF_8);
        assertThat(told)
                .contains("MAGPIE_FEED_WINDWO: there is no such variable (did you mean MAGPIE_FEED_WINDOW?).")
                .contains("gateway.cors-origins: ", "https://a.example/ should be https://a.example)")
                .contains("redis.addresses: redis://127.0.0.1:6379 (expected: ")
                .contains("neo4j.addresses: 127.0.0.1 (expected: ")
                .contains("admin-port: 9000 is port already")
                .contains("internal-host: 203.0.113.77 is no address of this machine")
                .contains("data: " + pem + " is a file")
                .contains("tls-cert: The TLS certificate " + pem)
                .contains("also-accept: ")
                .contains("user.refresh-token: ")
                .contains("gateway.max-json: 2048 is more than gateway.max-body")
                .contains("gateway.stop-timeout: with drain it comes to 35s");
    }

    /** Of which engines there may be passwords, their adapters say: all roles' and the event log's. */
    @Test
    void aPasswordOfNoEngineIsAMistake() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets"), "postgers = 7d1f0c9aa4\nredis = Cassandra\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        assertThat(run("up", "--profile=cluster", "--engines.secrets=" + secrets, "--engines.kafka=127.0.0.1:9092"))
                .isEqualTo(Main.WRONG);
        assertThat(err.toString(UTF_8))
                .contains("engines.kafka: there is no such setting")
                .contains("the password of redis is one that everybody would try")
                .contains(
                        "postgers is no engine (expected: one of postgres, neo4j, cassandra, redis, sentinel, kafka)");
    }

    @Test
    void aPeerThatRunsHereIsAMistake() {
        assertThat(run("up", "--peers", "graph=127.0.0.1:9102")).isEqualTo(Main.WRONG);
        assertThat(mistakes()).anySatisfy(line -> assertThat(line).contains("does not run here itself"));
    }

    @Test
    void aSecretThatAllCanReadIsAMistake() throws IOException {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "x".repeat(64));
        assertThat(run("up", "--internal-port", "1", "--secret-file", secret.toString()))
                .isEqualTo(Main.WRONG);
        assertThat(mistakes()).anySatisfy(line -> assertThat(line).contains("secret-file:", "chmod"));
    }

    @Test
    void anUnknownCommandIsWrong() {
        assertThat(run("fly")).isEqualTo(Main.WRONG);
        assertThat(mistakes().getFirst()).contains("no command fly");
    }

    @Test
    void anUnknownAdminCommandIsWrongAndTheKnownOnesAreShown() {
        assertThat(run("admin", "fly")).isEqualTo(Main.WRONG);
        assertThat(err.toString(UTF_8)).contains("reset-password LOGIN", "recount");
    }

    @Test
    void aFolderThatIsNotOursFailsTheStart() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "mine");
        assertThat(run("up", "--port", "0", "--admin-port", "0", "--data", folder.toString()))
                .isEqualTo(Main.FAILED);
        assertThat(mistakes()).hasSize(1);
        assertThat(mistakes().getFirst()).contains("not Magpie's");
    }

    @Test
    void adminNeedsAnInstance() {
        assertThat(run("admin", "recount", "--data", folder.resolve("nowhere").toString()))
                .isEqualTo(Main.FAILED);
        assertThat(mistakes().getFirst()).contains("There is no instance in");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void helpNamesEveryFlagWithItsDefault() {
        assertThat(run("up", "--help")).isEqualTo(Main.OK);
        assertThat(out.toString(UTF_8))
                .contains("--port 8080", "--host 127.0.0.1", "--data ./data", "--feed.window 800", "--demo off");
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(run("help")).isEqualTo(Main.OK);
        assertThat(out.toString(UTF_8)).contains("up ", "admin ", "backup ", "restore ", "train");
    }

    @Test
    void aWordAfterASwitchIsItsValueAndOptionsOfACommandStayWithIt() {
        CommandLine words =
                CommandLine.of(List.of("log", "inspect", "posts", "--from", "5", "--data", "x", "--limit=2"));
        assertThat(words.words()).containsExactly("log", "inspect", "posts", "--from", "5", "--limit", "2");
        assertThat(words.flags()).containsExactly("--data", "x");
    }
}
