package magpie.graph.neo4j.changes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import magpie.api.ServiceException;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.server.Database;
import magpie.kit.StartException;
import magpie.kit.engines.EngineWait;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;

/** Waits for the server, refuses a database that is not ours, and creates missing constraints and indexes. */
public final class GraphSchema {
    /** The version that this program writes. A newer one may contain what this program does not know. */
    public static final int VERSION = 1;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final String SERVER =
            "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version";
    private static final String FOUND = "MATCH (s:Schema {name: 'graph'}) RETURN s.version AS version";
    private static final String WRITE = "MERGE (s:Schema {name: 'graph'})"
            + " SET s.version = CASE WHEN coalesce(s.version, 0) < $version THEN $version ELSE s.version END";

    private final Database database;
    private final String engine;
    private final MeterRegistry meters;

    /** For a server that people know by the name {@code engine}. */
    public GraphSchema(Database database, String engine, MeterRegistry meters) {
        this.database = database;
        this.engine = engine;
        this.meters = meters;
    }

    /**
     * Returns when everything is there; never gives up on a server that does not answer.
     *
     * @throws StartException if the server, the password or the schema cannot be used
     */
    public void prepare() {
        try (EngineWait wait = new EngineWait(engine, database.address(), meters)) {
            while (!isPrepared(wait)) {
                // retried after a pause
            }
            wait.over();
        }
    }

    private boolean isPrepared(EngineWait wait) {
        try {
            return database.once(LONGEST, this::prepare);
        } catch (SecurityException e) {
            throw new StartException(
                    "Neo4j at " + database.address() + " refuses the user or the password. Set neo4j.user,"
                            + " and neo4j in the file that engines.secrets names.",
                    e);
        } catch (Neo4jException | ServiceException e) {
            refuseForGood(e);
            wait.failed(e);
            return false;
        }
    }

    private static void refuseForGood(RuntimeException e) {
        if (e instanceof Neo4jException fault && fault.code().startsWith("Neo.ClientError.Database.DatabaseNotFound")) {
            throw new StartException("Neo4j has no such database. Set neo4j.database, or create it.", e);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
    }

    /** Several may do this at once: each statement is idempotent, and is retried on a deadlock. */
    private boolean prepare(Session session) {
        checkServer(session.run(SERVER).single().get("version").asString());
        checkVersion(session.run(FOUND).list());
        for (String statement : statements()) {
            session.run(statement).consume();
        }
        session.run("CALL db.awaitIndexes($seconds)", Map.of("seconds", LONGEST.toSeconds()))
                .consume();
        session.run(WRITE, Map.of("version", VERSION)).consume();
        return true;
    }

    public static void checkServer(String version) {
        String[] parts = version.split("[.-]", 3);
        int major = Integer.parseInt(parts[0]);
        int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        if (major < 5 || (major == 5 && minor < 26)) {
            throw new StartException("Neo4j is " + version + " (expected: 5.26 or newer). Upgrade the server.");
        }
    }

    private static void checkVersion(List<Record> found) {
        int version = found.isEmpty() ? 0 : found.getFirst().get("version").asInt();
        if (version > VERSION) {
            throw new StartException("The graph in Neo4j was written by a newer program: its schema is " + version
                    + " (expected: at most " + VERSION + "). Start that program's version or a newer one.");
        }
    }

    static List<String> statements() {
        List<String> all = new ArrayList<>(List.of(
                unique("Schema", "name"), unique("User", "id"), unique("Outbox", "id"), unique("Lease", "name")));
        Stream.of(Kind.values()).map(GraphSchema::indexes).forEach(all::addAll);
        all.addAll(Ends.SCHEMA);
        return all;
    }

    private static String unique(String label, String property) {
        return "CREATE CONSTRAINT magpie_" + label.toLowerCase(Locale.ROOT) + " IF NOT EXISTS FOR (n:" + label
                + ") REQUIRE n." + property + " IS UNIQUE";
    }

    /** One relationship per pair; its lists from either side, newest last, with all that a page shows. */
    private static List<String> indexes(Kind kind) {
        String from = "IF NOT EXISTS FOR ()-[r:$KIND]-()";
        String name = "magpie_" + kind.lower();
        return Stream.of(
                        "CREATE CONSTRAINT " + name + "_pair " + from + " REQUIRE (r.$ACTOR, r.$TARGET) IS UNIQUE",
                        "CREATE INDEX " + name + "_by_" + kind.actor + " " + from + " ON (r.$ACTOR, r.id, r.$TARGET)",
                        "CREATE INDEX " + name + "_by_" + kind.target + " " + from + " ON (r.$TARGET, r.id, r.$ACTOR)")
                .map(kind::in)
                .toList();
    }
}
