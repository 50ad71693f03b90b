package magpie.engines.server;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import magpie.engines.node.EngineException;
import magpie.kit.files.Folders;

/**
 * Copies the data of a running Cassandra node: the tables as of a snapshot, and the commit log written after it. A
 * snapshot takes one table after another, so it may have only one table's half of a batch under way; the other half,
 * and the batch itself, are in the log, which a node with these files replays as after a power cut.
 *
 * @param pid of the node's process
 * @param data its folder of data
 */
record CassandraSnapshot(long pid, Path data) {
    private static final String TAG = "magpie-backup";
    private static final String TABLES = "data";
    private static final String LOG = "commitlog";
    private static final Set<String> NOT_DATA = Set.of("manifest.json", "schema.cql");
    private static final Pattern SEGMENT = Pattern.compile("CommitLog-\\d+-(\\d+)\\.log");
    private static final int TRIES = 5;
    private static final String STORAGE = "org.apache.cassandra.db:type=StorageService";

    /** Copies into an empty folder. */
    @SuppressWarnings("BanJNDI") // the address comes from a process that was started here, and leads to this machine
    void save(Path folder) throws IOException {
        VirtualMachine machine = attach();
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            MBeanServerConnection node = connector.getMBeanServerConnection();
            for (int tried = 1; !isWhole(node, folder); tried++) {
                if (tried == TRIES) {
                    throw new EngineException("Cassandra wrote so much that the log of the moment of the snapshot was"
                            + " gone before it was copied. Try again when less is written.");
                }
                Folders.remove(folder.resolve(TABLES));
                Folders.remove(folder.resolve(LOG));
            }
        } finally {
            machine.detach();
        }
    }

    private VirtualMachine attach() throws IOException {
        try {
            return VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException e) {
            throw new IOException("Cassandra's process " + pid + " cannot be asked for a snapshot", e);
        }
    }

    /**
     * False if the log has gaps. A segment is removed when tables have all of it; if none has been removed from the one
     * that was written when the snapshot began, the log has every change that any table of the snapshot lacks.
     */
    private boolean isWhole(MBeanServerConnection node, Path folder) throws IOException {
        long before = segments(data.resolve(LOG)).lastKey() - 1; // the last one may be made ahead
        clear(node);
        ask(
                node,
                "takeSnapshot",
                new Object[] {TAG, new HashMap<>(), new String[0]},
                String.class,
                Map.class,
                String[].class);
        copyTables(folder.resolve(TABLES));
        clear(node);
        return copyLog(Files.createDirectory(folder.resolve(LOG)), before);
    }

    /** Copies the newest segment first, so that nothing written meanwhile is there without all that came before it. */
    private boolean copyLog(Path folder, long first) throws IOException {
        SortedMap<Long, Path> segments = segments(data.resolve(LOG)).descendingMap();
        for (Path segment : segments.values()) {
            copy(segment, folder.resolve(name(segment)));
        }
        return LongStream.rangeClosed(first, segments.firstKey()).allMatch(segments(folder)::containsKey);
    }

    private static void clear(MBeanServerConnection node) throws IOException {
        ask(node, "clearSnapshot", new Object[] {TAG, new String[0]}, String.class, String[].class);
    }

    private static void ask(MBeanServerConnection node, String operation, Object[] arguments, Class<?>... types)
            throws IOException {
        try {
            String[] signature = Stream.of(types).map(Class::getName).toArray(String[]::new);
            node.invoke(new ObjectName(STORAGE), operation, arguments, signature);
        } catch (JMException e) {
            throw new IOException("Cassandra refused " + operation, e);
        }
    }

    /** Copies keyspace/table/snapshots/TAG to keyspace/table. */
    private void copyTables(Path folder) throws IOException {
        for (Path keyspace : folders(data.resolve(TABLES))) {
            for (Path table : folders(keyspace)) {
                Path snapshot = table.resolve("snapshots").resolve(TAG);
                if (Files.isDirectory(snapshot)) {
                    copyAll(snapshot, folder.resolve(name(keyspace)).resolve(name(table)));
                }
            }
        }
    }

    /** Loads a copy into a node that has no data. */
    static void load(Path folder, Path data) throws IOException {
        copyAll(folder, data);
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path copy = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else if (!NOT_DATA.contains(name(path))) {
                    Files.copy(path, copy);
                }
            }
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    /** Tolerates that a segment may be removed at any moment. */
    private static void copy(Path file, Path to) throws IOException {
        try {
            Files.copy(file, to);
        } catch (NoSuchFileException e) {
            Files.deleteIfExists(to);
        }
    }

    /** The segments by number, without gaps; there is always one. */
    private static NavigableMap<Long, Path> segments(Path log) throws IOException {
        try (Stream<Path> all = Files.list(log)) {
            NavigableMap<Long, Path> segments = new TreeMap<>();
            for (Path file : (Iterable<Path>) all::iterator) {
                Matcher number = SEGMENT.matcher(name(file));
                if (number.matches()) {
                    segments.put(Long.parseLong(number.group(1)), file);
                }
            }
            return segments;
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
