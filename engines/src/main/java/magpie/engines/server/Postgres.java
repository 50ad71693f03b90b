package magpie.engines.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import magpie.engines.node.EngineException;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Node;
import magpie.engines.node.Programs;
import magpie.engines.node.Progress;
import magpie.engines.node.ServerKind;
import magpie.engines.node.Shell;
import magpie.kit.files.Folders;
import magpie.kit.files.PrivateFiles;

/**
 * PostgreSQL. A set of three has one primary, and a commit waits until one of the two standbys has it too: promoting
 * the one that has more loses nothing, and losing one stops nothing. Which node is the primary is stored beside the
 * nodes; only {@code Promotion} changes it, and a former primary comes back as a standby. PostgreSQL refuses to run as
 * root, so root runs it as {@value #USER}.
 */
public final class Postgres implements ServerKind {
    static final String DATABASE = "magpie";
    static final String ROLE = "magpie";

    private static final String NAME = "postgres";
    private static final String USER = "postgres";
    private static final String SETTINGS = "magpie.conf";
    private static final String COPY = "base.tar.gz";
    private static final String STANDBY = "standby.signal";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException {
        Programs.postgres();
        if (Programs.isRoot()) {
            home.mustBeOpen();
        }
    }

    /** The primary starts first: the standbys are made from it. */
    @Override
    public List<Place> order(List<Place> all) throws IOException {
        List<Place> order = new ArrayList<>(all);
        for (Place place : all) {
            if (isPrimary(place)) {
                order.remove(place);
                order.addFirst(place);
            }
        }
        return order;
    }

    @Override
    public void setUp(Place place) throws IOException, InterruptedException {
        Path data = data(place);
        if (!Files.exists(data)) {
            makeData(place);
        } else if (!isPrimary(place) && !Files.exists(data.resolve(STANDBY))) {
            rewind(place);
        }
        if (!isPrimary(place)) {
            write(data.resolve(STANDBY), "");
        }
        configure(place);
    }

    /** Makes the data atomically, so that the rest of an interrupted attempt is not taken for it. */
    private static void makeData(Place place) throws IOException, InterruptedException {
        Path unfinished = unfinished(place);
        if (isPrimary(place)) {
            initialise(place, unfinished);
        } else {
            copyPrimary(place, unfinished);
        }
        Files.move(unfinished, data(place));
    }

    /** The folder of unfinished data; it may not exist yet, but its user may make it. */
    private static Path unfinished(Place place) throws IOException, InterruptedException {
        if (Programs.isRoot()) {
            Shell.run(Map.of(), List.of("chown", USER + ":", place.folder().toString()));
        }
        Path unfinished = place.folder().resolve("data.unfinished");
        Folders.remove(unfinished);
        return unfinished;
    }

    private static void initialise(Place place, Path data) throws IOException, InterruptedException {
        Path password = place.folder().resolve("password");
        write(password, place.set().secret() + "\n");
        run(
                place,
                "initdb",
                "--pgdata=" + data,
                "--auth=scram-sha-256",
                "--username=" + USER,
                "--pwfile=" + password,
                "--locale=C.UTF-8",
                "--encoding=UTF8",
                "--data-checksums");
        Files.delete(password);
        append(data.resolve("postgresql.conf"), "include = '" + SETTINGS + "'\n");
        append(data.resolve("pg_hba.conf"), """
                host all all 127.0.0.0/8 scram-sha-256
                host replication all 127.0.0.0/8 scram-sha-256
                """);
    }

    private static void copyPrimary(Place place, Path data) throws IOException, InterruptedException {
        run(
                place,
                "pg_basebackup",
                "--pgdata=" + data,
                "--dbname=" + address(primary(place)),
                "--wal-method=stream",
                "--checkpoint=fast");
    }

    /**
     * Undoes on a former primary what the new one does not have, which was never acknowledged. The checkpoint makes the
     * new one record that it is on its own timeline; until then pg_rewind believes there is nothing to do.
     */
    private static void rewind(Place place) throws IOException, InterruptedException {
        Node primary = primary(place);
        Progress.say(place.node().name() + " was the primary; it becomes a standby of " + primary.name() + " …");
        Path rewinding = place.folder().resolve("rewinding");
        try {
            if (!Files.exists(rewinding)) {
                Files.createFile(rewinding);
                sql(place, primary, "CHECKPOINT");
                run(
                        place,
                        "pg_rewind",
                        "--target-pgdata=" + data(place),
                        "--source-server=" + address(primary) + " dbname=postgres");
                Files.delete(rewinding);
                return;
            }
        } catch (IOException e) {
            Progress.say("pg_rewind cannot do it (" + e.getMessage() + "), so it is copied anew …");
        }
        Folders.remove(data(place));
        makeData(place);
        Files.delete(rewinding);
    }

    /** Writes its settings, even while it runs, if it is told to {@link #reload} them. */
    public static void configure(Place place) throws IOException, InterruptedException {
        Node node = place.node();
        write(data(place).resolve(SETTINGS), """
                listen_addresses = '%s'
                port = %d
                unix_socket_directories = ''
                shared_buffers = 64MB
                max_connections = 200
                wal_level = replica
                hot_standby = on
                max_wal_senders = 8
                wal_keep_size = 512MB
                wal_receiver_timeout = 5s
                wal_sender_timeout = 5s
                wal_retrieve_retry_interval = 500ms
                synchronous_standby_names = '%s'
                primary_conninfo = '%s'
                """.formatted(
                        node.host(),
                        node.port(CLIENTS),
                        others(place),
                        isPrimary(place)
                                ? ""
                                : address(primary(place)) + " password="
                                        + place.set().secret() + " application_name=" + application(node)));
    }

    /** All other nodes; a standby has them too, in case it becomes the primary. */
    private static String others(Place place) {
        String names = place.siblings().stream()
                .filter(node -> !node.equals(place.node()))
                .map(Postgres::application)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "ANY 1 (" + names + ")";
    }

    public static void reload(Place place) throws IOException, InterruptedException {
        sql(place, place.node(), "SELECT pg_reload_conf()");
    }

    @Override
    public List<String> command(Place place) throws IOException, InterruptedException {
        return asUser(List.of(program(NAME), "-D", data(place).toString()));
    }

    @Override
    public void check(Place place) throws IOException, InterruptedException {
        Node node = place.node();
        Shell.run(
                Map.of(), List.of(program("pg_isready"), "-t", "2", "-h", node.host(), "-p", "" + node.port(CLIENTS)));
    }

    @Override
    public String role(Place place) throws IOException, InterruptedException {
        return place.isAlone() ? "" : sql(place, place.node(), """
                SELECT CASE
                  WHEN NOT pg_is_in_recovery() THEN 'primary'
                  WHEN EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming') THEN 'standby'
                  ELSE 'standby that is cut off' END
                """);
    }

    /** Makes the database and its owner, and completes a promotion that was interrupted. */
    @Override
    public void complete(List<Place> all) throws IOException, InterruptedException {
        Place first = all.getFirst();
        Node primary = primary(first);
        promote(order(all).getFirst());
        // psql's \gexec runs the query's result: nothing if it exists already.
        sql(first, primary, """
                SELECT 'CREATE ROLE %s LOGIN CREATEDB PASSWORD $$%s$$'
                  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%s') \\gexec
                SELECT 'CREATE DATABASE %s OWNER %s'
                  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '%s') \\gexec
                """.formatted(ROLE, first.set().secret(), ROLE, DATABASE, ROLE, DATABASE));
    }

    /** Promotes it if it is a standby, and returns when it takes writes. */
    public static void promote(Place place) throws IOException, InterruptedException {
        if (sql(place, place.node(), "SELECT pg_promote() WHERE pg_is_in_recovery()")
                .equals("f")) {
            throw new EngineException(place.node().name() + " is asked to be the primary and is not yet; look again by"
                    + " ./magpie engines status.");
        }
    }

    /** Only the primary is saved: the standbys are made from it. */
    @Override
    public boolean isSaved(Place place) throws IOException {
        return isPrimary(place);
    }

    /** Includes the WAL needed for consistency, as of the end of the copy. */
    @Override
    public void save(Place place, Path folder) throws IOException, InterruptedException {
        Shell.write(
                folder.resolve(COPY),
                Map.of("PGPASSWORD", place.set().secret()),
                asUser(List.of(
                        program("pg_basebackup"),
                        "--pgdata=-",
                        "--format=tar",
                        "--gzip",
                        "--wal-method=fetch",
                        "--checkpoint=fast",
                        "--dbname=" + address(place.node()))));
    }

    @Override
    public void load(Place place, Path folder) throws IOException, InterruptedException {
        Path unfinished = unfinished(place);
        Shell.run(Map.of(), asUser(List.of("mkdir", "--mode=700", unfinished.toString())));
        Shell.read(folder.resolve(COPY), asUser(List.of("tar", "--extract", "--gzip", "--directory=" + unfinished)));
        Files.move(unfinished, data(place));
        makePrimary(place);
    }

    /** Ends its sessions and stops; TERM would wait until they end themselves. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    static boolean isPrimary(Place place) throws IOException {
        return primary(place).equals(place.node());
    }

    /** The node that is the primary, or will be as soon as it runs. */
    static Node primary(Place place) throws IOException {
        Path file = primaryFile(place);
        String name = Files.exists(file)
                ? Files.readString(file).strip()
                : place.first().name();
        return place.siblings().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EngineException(file + " names no node (found: " + name + ")."));
    }

    public static void makePrimary(Place place) throws IOException {
        PrivateFiles.write(primaryFile(place), place.node().name() + "\n");
    }

    private static Path primaryFile(Place place) {
        return place.folder().resolveSibling("postgres.primary");
    }

    /** The result of a statement, which psql reads from its input: anybody can see its arguments. */
    public static String sql(Place place, Node at, String statement) throws IOException, InterruptedException {
        return Shell.run(
                Map.of("PGPASSWORD", place.set().secret(), "PGCONNECT_TIMEOUT", "5"),
                List.of(
                        program("psql"),
                        "--no-psqlrc",
                        "--quiet",
                        "--tuples-only",
                        "--no-align",
                        "--set=ON_ERROR_STOP=1",
                        address(at) + " dbname=postgres"),
                statement);
    }

    private static void run(Place place, String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program(program)));
        command.addAll(List.of(arguments));
        Shell.run(Map.of("PGPASSWORD", place.set().secret()), asUser(command));
    }

    private static List<String> asUser(List<String> command) throws IOException, InterruptedException {
        if (!Programs.isRoot()) {
            return command;
        }
        List<String> other = new ArrayList<>(
                List.of(Programs.command("setpriv", "util-linux").toString()));
        other.addAll(List.of("--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        other.addAll(command);
        return other;
    }

    private static String program(String name) throws IOException, InterruptedException {
        return Programs.postgres().resolve(name).toString();
    }

    private static Path data(Place place) {
        return place.folder().resolve("data");
    }

    private static String address(Node node) {
        return "host=" + node.host() + " port=" + node.port(CLIENTS) + " user=" + USER;
    }

    private static String application(Node node) {
        return node.name().replace('-', '_');
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static void write(Path file, String text) throws IOException, InterruptedException {
        PrivateFiles.write(file, text);
        if (Programs.isRoot()) {
            Shell.run(Map.of(), List.of("chown", USER + ":", file.toString()));
        }
    }
}
