package magpie.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import magpie.engines.node.EngineException;
import magpie.engines.node.Layout;
import magpie.engines.node.Progress;
import magpie.kit.files.FileSum;
import magpie.kit.files.PrivateFiles;
import magpie.kit.json.Json;
import tools.jackson.core.JacksonException;

/** A backup of a set: a folder with each node's data, and a file that describes it, written last. */
public final class Backup {
    private static final String CONTENTS = "backup.json";

    private final Path folder;

    private Backup(Path folder) {
        this.folder = folder;
    }

    /**
     * The description of a backup.
     *
     * @param createdAt when it was complete, RFC 3339
     * @param layout of the set, passwords included
     * @param files all of it
     */
    private record Contents(String createdAt, Layout layout, List<FileSum> files) {}

    /** Begins a backup in a new folder, readable by its owner alone, because it has passwords and keys. */
    static Backup begin(Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new EngineException(folder + " is there already (expected: a new folder).");
        }
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Backup(folder);
    }

    /** Opens a complete backup. */
    static Backup read(Path folder) throws IOException {
        Backup backup = new Backup(folder);
        for (FileSum expected : backup.contents().files()) {
            if (!expected.isIn(folder)) {
                throw new EngineException(expected.damage(folder, CONTENTS));
            }
        }
        return backup;
    }

    /** A node's folder in it. */
    Path part(String node) throws IOException {
        return Files.createDirectories(folder.resolve(node));
    }

    boolean has(String node) {
        return Files.isDirectory(folder.resolve(node));
    }

    /** Marks it complete. */
    void finish(Layout layout) throws IOException {
        List<FileSum> files = FileSum.all(folder);
        PrivateFiles.write(
                folder.resolve(CONTENTS),
                Json.MAPPER
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(new Contents(Instant.now().toString(), layout, files)));
        double bytes = files.stream().mapToLong(FileSum::size).sum();
        Progress.say(String.format(Locale.ROOT, "%s is whole: %d files, %.1f MB", folder, files.size(), bytes / 1e6));
    }

    /** The layout of the saved set, with fetched programs in a local folder. */
    Layout layout(Path lib) throws IOException {
        return contents().layout().withLib(lib.toString());
    }

    private Contents contents() throws IOException {
        Path file = folder.resolve(CONTENTS);
        if (!Files.exists(file)) {
            throw new EngineException(folder + " is no whole backup: it has no " + CONTENTS + ".");
        }
        try {
            return Json.MAPPER.readValue(Files.readString(file), Contents.class);
        } catch (JacksonException e) {
            throw new EngineException(file + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
