package magpie.post.cassandra.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import magpie.kit.StartException;
import magpie.kit.Waits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the keyspace and the tables, and records their version. Safe in several processes at once: a table's id is
 * derived from its name, so two creators create the same table, and the version is written when all tables exist.
 */
public final class Layout {
    private static final Logger log = LoggerFactory.getLogger(Layout.class);
    private static final int VERSION = 1;
    private static final int REPLICAS = 3;
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String VERSIONS = "CREATE TABLE post_version (name text PRIMARY KEY, version int)";
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+) .*", Pattern.DOTALL);

    private final CqlSession session;
    private final String keyspace;
    private final String datacenter;

    public Layout(CqlSession session, String keyspace, String datacenter) {
        if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
            throw new StartException(
                    "cassandra.keyspace: " + keyspace + " (expected: up to 48 small letters, digits and _)");
        }
        this.session = session;
        this.keyspace = keyspace;
        this.datacenter = datacenter;
    }

    /** Creates what is missing and leaves the session in the keyspace. */
    public void make() {
        retry("CREATE KEYSPACE IF NOT EXISTS " + keyspace + " WITH replication = {'class': 'NetworkTopologyStrategy', '"
                + datacenter + "': " + replicas() + "}");
        retry("USE " + keyspace);
        warnOfFewReplicas();
        retry(create(VERSIONS));
        int version = version();
        if (version > VERSION) {
            throw new StartException(
                    "The keyspace " + keyspace + " has version " + version + " of the posts' tables (expected: "
                            + VERSION + " or older). Run the newer Magpie that wrote it.");
        }
        if (version < VERSION) {
            session.setSchemaMetadataEnabled(false); // else the driver reloads the whole schema after each table
            script().forEach(statement -> retry(create(statement)));
            session.setSchemaMetadataEnabled(null);
            retry("INSERT INTO post_version (name, version) VALUES ('post', " + VERSION + ")");
        }
    }

    private int version() {
        Row row = session.execute(SimpleStatement.newInstance("SELECT version FROM post_version WHERE name = 'post'"))
                .one();
        return row == null ? 0 : row.getInt("version");
    }

    /** Retries: another process may be making the same change, and schema changes may need a second try. */
    private void retry(String statement) {
        for (int attempt = 1; ; attempt++) {
            try {
                session.execute(SimpleStatement.newInstance(statement).setTimeout(Duration.ofSeconds(20)));
                if (session.checkSchemaAgreement()) {
                    return;
                }
            } catch (AlreadyExistsException e) {
                return;
            } catch (DriverException e) {
                if (attempt == TRIES || e instanceof SyntaxError) {
                    throw new StartException("Cassandra refused: " + statement, e);
                }
            }
            Waits.pauseWhileStarting("Cassandra", PAUSE);
        }
    }

    private int replicas() {
        return Math.clamp(nodes(), 1, REPLICAS);
    }

    private long nodes() {
        return session.getMetadata().getNodes().values().stream()
                .filter(node -> datacenter.equals(node.getDatacenter()))
                .count();
    }

    private void warnOfFewReplicas() {
        session.getMetadata()
                .getKeyspace(keyspace)
                .map(found -> found.getReplication().getOrDefault(datacenter, "0"))
                .filter(replicas -> Integer.parseInt(replicas) < replicas())
                .ifPresent(replicas -> log.warn(
                        "the keyspace {} has {} replicas on {} nodes (expected: {}); ALTER KEYSPACE and repair",
                        keyspace,
                        replicas,
                        nodes(),
                        replicas()));
    }

    /** The statement with the table's id added. */
    private String create(String statement) {
        Matcher table = TABLE.matcher(statement);
        if (!table.matches()) {
            throw new IllegalStateException("statement: " + statement + " (expected: CREATE TABLE)");
        }
        UUID id = UUID.nameUUIDFromBytes((keyspace + "." + table.group(1)).getBytes(UTF_8));
        return statement.replaceFirst("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ")
                + (statement.contains(" WITH ") ? " AND" : " WITH") + " id = " + id;
    }

    private static List<String> script() {
        try (InputStream in = Layout.class.getResourceAsStream("/magpie/post/cassandra/post-1.cql")) {
            if (in == null) {
                throw new IllegalStateException("post-1.cql is not in this jar");
            }
            String text = new String(in.readAllBytes(), UTF_8).replaceAll("--.*", "");
            return Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
