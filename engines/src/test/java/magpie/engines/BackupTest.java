package magpie.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.engines.node.ServerKind;
import magpie.engines.server.Cql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** Everything is lost, and restored from a backup that was made during writes. */
@Tag("engines")
class BackupTest {
    private static final List<String> TABLES = List.of("a", "b", "c", "z");

    private Rig rig;
    private Path folder;

    @BeforeEach
    void make() throws Exception {
        rig = new Rig(Engines.required("cassandra").lib());
        folder = rig.folder.resolve("backup");
    }

    @AfterEach
    void remove() throws Exception {
        rig.remove();
    }

    @Test
    void whatWasWrittenBeforeIsThereAndNoBatchIsTorn() throws Exception {
        rig.run("up", "--only", "postgres,neo4j,cassandra");
        rig.sql("postgres-1", "CREATE TABLE bird AS SELECT 'magpie' AS name");
        graph("CREATE (:Bird {name: 'magpie'})");
        try (Cql cassandra = cassandra()) {
            cassandra.run("CREATE KEYSPACE birds WITH replication ="
                    + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
            for (String table : TABLES) {
                cassandra.run("CREATE TABLE birds." + table + " (id int PRIMARY KEY)");
            }
        }
        AtomicInteger written = new AtomicInteger();
        int before;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writing = threads.submit(() -> write(written));
            Rig.await(() -> written.get() > 100);
            before = written.get();
            rig.run("backup", folder.toString());
            written.set(Integer.MIN_VALUE);
            writing.get();
        }
        rig.run("reset");
        rig.run("restore", folder.toString());

        assertThat(rig.sql("postgres-1", "SELECT name FROM bird")).isEqualTo("magpie");
        assertThat(graph("MATCH (b:Bird) RETURN b.name")).contains("magpie");
        try (Cql cassandra = cassandra()) {
            long kept = cassandra.number("SELECT count(*) FROM birds.a");
            assertThat(kept).isGreaterThanOrEqualTo(before);
            for (String table : TABLES) {
                assertThat(cassandra.number("SELECT count(*) FROM birds." + table))
                        .as(table)
                        .isEqualTo(kept);
            }
        }
    }

    @Test
    void aDamagedBackupAndAnExistingSetAreRefused() throws Exception {
        rig.run("up", "--only", "postgres");
        rig.run("backup", folder.toString());
        assertThat(rig.status("backup", folder.toString())).isEqualTo(1);
        assertThat(rig.status("restore", folder.toString())).isEqualTo(1);
        rig.run("reset");
        Path file = folder.resolve("postgres-1/base.tar.gz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2]++;
        Files.write(file, bytes);
        assertThat(rig.status("restore", folder.toString())).isEqualTo(1);
        assertThat(rig.home.layout()).isNull();
    }

    /** The same row in four tables, by batches, until the count is no count any more. */
    private int write(AtomicInteger written) throws Exception {
        try (Cql cassandra = cassandra()) {
            int id = 1;
            while (written.get() >= 0) {
                StringBuilder batch = new StringBuilder("BEGIN BATCH ");
                for (String table : TABLES) {
                    batch.append("INSERT INTO birds.")
                            .append(table)
                            .append(" (id) VALUES (")
                            .append(id)
                            .append("); ");
                }
                cassandra.run(batch.append("APPLY BATCH").toString());
                written.compareAndSet(id - 1, id);
                id++;
            }
        }
        return written.get();
    }

    private Cql cassandra() throws Exception {
        return Cql.signedIn(
                rig.place("cassandra-1").node(), "magpie", rig.set.existing().secret());
    }

    private String graph(String statement) throws Exception {
        String address = rig.place("neo4j-1").node().address(ServerKind.CLIENTS);
        AuthToken token = AuthTokens.basic("neo4j", rig.set.existing().secret());
        try (Driver driver = GraphDatabase.driver("bolt://" + address, token)) {
            return driver.executableQuery(statement).execute().records().toString();
        }
    }
}
