package magpie.engines.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import magpie.kit.files.Folders;
import magpie.kit.files.PrivateFiles;
import magpie.kit.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one set of servers: {@code engines.json} lists them, {@code nodes} has their data.
 *
 * @param word what they are called, and the command that starts them: {@code engines} or {@code cluster}
 */
public record Home(Path folder, String word) {
    /** Magpie's user name in engines that need one. */
    public static final String USER = "magpie";

    private static final Set<String> ASK_FOR_THE_USER = Set.of("cassandra", "kafka");

    /** A home that may not exist yet. */
    public static Home at(Path folder, String word) {
        return new Home(folder.toAbsolutePath().normalize(), word);
    }

    /** Makes the folder: others may enter, because root runs PostgreSQL as another user, but not list it. */
    public void make() throws IOException {
        Path nodes = folder.resolve("nodes");
        Files.createDirectories(nodes);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(nodes, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** Refuses a folder that other users cannot reach. */
    public void mustBeOpen() throws IOException {
        for (Path path = folder; path != null; path = path.getParent()) {
            if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new EngineException(path + " may be entered by its owner alone, and as root PostgreSQL has to"
                        + " run as another user. Set MAGPIE_ENGINES to a folder that others may enter,"
                        + " for example /var/tmp/magpie-engines.");
            }
        }
    }

    public Path nodeFolder(Node node) {
        return folder.resolve("nodes").resolve(node.name());
    }

    /** Makes a node's folder for its owner alone, because its settings may have passwords. */
    public void makeNodeFolder(Node node) throws IOException {
        if (!Files.isDirectory(nodeFolder(node))) {
            Files.createDirectory(
                    nodeFolder(node),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** The set that was made here; null for none. */
    @Nullable
    public Layout layout() throws IOException {
        Path file = layoutFile();
        return Files.exists(file) ? Json.MAPPER.readValue(Files.readString(file), Layout.class) : null;
    }

    private Path layoutFile() {
        return folder.resolve(word + ".json");
    }

    public void write(Layout layout) throws IOException {
        PrivateFiles.write(
                layoutFile(), Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(layout));
    }

    /** A file for Magpie's {@code --config}. */
    public Path config() {
        return folder.resolve("magpie.conf");
    }

    /** Writes where Magpie finds the engines; the passwords go into a separate file, as it requires. */
    public void writeConfig(Layout layout) throws IOException {
        PrivateFiles.write(
                secrets(),
                engines(layout).stream()
                        .map(engine -> engine + " = " + layout.secret() + "\n")
                        .collect(Collectors.joining()));
        Files.writeString(
                config(),
                settings(layout).entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                        .collect(Collectors.joining("", "profile = cluster\n", "")));
    }

    /** The settings that tell Magpie where the engines are. */
    public Map<String, String> settings(Layout layout) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Node node : layout.nodes()) {
            String key = node.engine().equals("sentinel") ? "redis.sentinels" : node.engine() + ".addresses";
            settings.merge(key, node.address(ServerKind.CLIENTS), (before, next) -> before + "," + next);
        }
        engines(layout).stream()
                .filter(ASK_FOR_THE_USER::contains)
                .forEach(engine -> settings.put(engine + ".user", USER));
        settings.put("engines.secrets", secrets().toString());
        return settings;
    }

    private static List<String> engines(Layout layout) {
        return layout.nodes().stream().map(Node::engine).distinct().toList();
    }

    private Path secrets() {
        return folder.resolve("secrets");
    }

    /** Locks the home until closed: only one command at a time changes what runs here. */
    public FileChannel lock() throws IOException {
        FileChannel file =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            Progress.say("waiting for another command on the " + word + " in " + folder + " to end …");
            file.lock();
        }
        return file;
    }

    /** Removes the set and its nodes' data. */
    public void forget() throws IOException {
        Folders.remove(folder.resolve("nodes"));
        Folders.remove(folder.resolve("logs"));
        Files.deleteIfExists(layoutFile());
    }
}
