package magpie.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import magpie.engines.node.EngineException;
import magpie.engines.node.ServerKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A set of the two engines that start fastest, for real. */
@Tag("engines")
class EngineSetTest {
    private static final String FAST = "redis,postgres";

    private Rig rig;

    @BeforeEach
    void make() throws Exception {
        rig = new Rig();
    }

    @AfterEach
    void remove() throws Exception {
        rig.remove();
    }

    @Test
    void whatWasWrittenSurvivesKillsRestartsAndNightsAndACacheBeginsAnew() throws Exception {
        rig.run("up", "--only", FAST);
        assertThat(rig.redis("redis-1", "SET bird magpie")).isEqualTo("+OK");
        rig.sql("postgres-1", "CREATE TABLE bird AS SELECT 'magpie' AS name");
        long redis = rig.pid("redis-1");
        long postgres = rig.pid("postgres-1");
        kill(redis);
        kill(postgres);
        assertThat(rig.health("redis-1")).isEqualTo("stopped");
        assertThat(rig.pid("postgres-1")).isZero();

        rig.run("up", "--only", FAST);
        assertThat(rig.pid("redis-1")).isNotEqualTo(redis).isNotZero();
        assertThat(rig.redis("redis-1", "GET bird")).isEqualTo("$-1");
        assertTheBirdIsThere();

        redis = rig.pid("redis-1");
        postgres = rig.pid("postgres-1");
        rig.run("restart", "redis-1");
        assertThat(rig.pid("redis-1")).isNotEqualTo(redis);
        assertThat(rig.pid("postgres-1")).isEqualTo(postgres);

        rig.run("down");
        assertThat(ProcessHandle.of(postgres)).isEmpty();
        assertThat(rig.health("postgres-1")).isEqualTo("stopped");
        rig.run("up", "--only", FAST);
        assertTheBirdIsThere();

        rig.run("reset");
        assertThat(rig.status("status")).isEqualTo(1);
        assertThat(rig.folder.resolve("nodes")).doesNotExist();
        rig.run("up", "--only", "postgres");
        assertThat(rig.sql("postgres-1", "SELECT count(*) FROM pg_tables WHERE tablename = 'bird'"))
                .isEqualTo("0");
    }

    private void assertTheBirdIsThere() throws Exception {
        assertThat(rig.sql("postgres-1", "SELECT name FROM bird")).isEqualTo("magpie");
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
    }

    @Test
    void onlyWhatWasAskedForStartsAndTheRestLater() throws Exception {
        rig.run("up", "--only", "redis");
        long redis = rig.pid("redis-1");
        rig.run("up", "--only=postgres");
        assertThat(rig.pid("redis-1")).isEqualTo(redis);
        rig.run("down", "--only", "redis");
        assertThat(rig.health("redis-1")).isEqualTo("stopped");
        assertThat(rig.health("postgres-1")).isEqualTo("ok");
    }

    @Test
    void passwordsAreForTheOwnersEyes() throws Exception {
        rig.run("up", "--only", FAST);
        String secret = rig.set.existing().secret();
        for (String file : List.of("engines.json", "secrets", "nodes/redis-1/redis.conf")) {
            assertThat(rig.folder.resolve(file)).content().contains(secret);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rig.folder.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        assertThat(rig.folder.resolve("magpie.conf")).content().doesNotContain(secret);
    }

    @Test
    void theDatabaseBelongsToOneWhoMayMakeOthers() throws Exception {
        rig.run("up", "--only", "postgres");
        assertThat(rig.sql("postgres-1", """
                SELECT rolcreatedb, rolsuper FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba
                  WHERE datname = 'magpie' AND rolname = 'magpie'
                """)).isEqualTo("t|f");
    }

    @Test
    void aPausedNodeIsNotWellUntilItGoesOn() throws Exception {
        rig.run("up", "--only", FAST);
        for (String node : List.of("redis-1", "postgres-1")) {
            rig.set.process(node).signal("STOP");
            assertThat(rig.health(node)).isNotIn("ok", "stopped");
            rig.set.process(node).signal("CONT");
            Rig.await(() -> rig.health(node).equals("ok"));
        }
    }

    @Test
    void aNodeThatFailsSaysItsLastWords() throws Exception {
        rig.run("up", "--only", "redis");
        rig.run("down");
        int port = rig.place("redis-1").node().port(ServerKind.CLIENTS);
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> rig.set.up(0, List.of("redis"), rig.folder.resolve("lib")))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("redis-1 stopped while it started")
                    .hasMessageContaining("Address already in use");
            assertThat(rig.status("up", "--only", "redis")).isEqualTo(1);
        }
        rig.run("up", "--only", "redis");
    }

    @Test
    void aSetKeepsItsNumberOfNodes() throws Exception {
        rig.run("up", "--only", "redis");
        assertThat(rig.status("up", "--nodes", "3")).isEqualTo(1);
        assertThat(rig.health("redis-1")).isEqualTo("ok");
    }

    @Test
    void aLogCanBeRead() throws Exception {
        rig.run("up", "--only", "redis");
        assertThat(rig.run("logs")).isEqualTo(rig.folder.resolve("nodes/redis-1/log") + "\n");
        assertThat(rig.run("logs", "redis-1")).contains("Ready to accept connections");
    }
}
