package magpie.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import magpie.engines.node.EngineException;
import magpie.engines.node.Layout;
import magpie.engines.node.PrivateFile;
import magpie.engines.node.Progress;
import magpie.kit.json.Json;
import tools.jackson.core.JacksonException;

/** A folder with what each node keeps, and a file that says what must be there, written last. */
public final class Backup {
    private static final String CONTENTS = "backup.json";

    private final Path folder;

    private Backup(Path folder) {
        this.folder = folder;
    }

    /**
     * What is in it.
     *
     * @param createdAt when it was whole, RFC 3339
     * @param layout of the set, passwords included
     * @param files all of it
     */
    private record Contents(String createdAt, Layout layout, List<Item> files) {}

    /** One file, by its path in the folder. */
    private record Item(String path, long size, String sha256) {}

    /** Into a folder that is not there yet; for its owner alone, for it has passwords and keys. */
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

    /** One that is whole. */
    static Backup read(Path folder) throws IOException {
        Backup backup = new Backup(folder);
        for (Item expected : backup.contents().files()) {
            Path file = folder.resolve(expected.path()).normalize();
            if (!file.startsWith(folder)
                    || !Files.isRegularFile(file)
                    || !backup.item(file).equals(expected)) {
                throw new EngineException(file + " is not what " + CONTENTS + " says (expected: " + expected.size()
                        + " bytes, SHA-256 " + expected.sha256() + "). The backup is damaged; use another one.");
            }
        }
        return backup;
    }

    /** The folder of a node in it. */
    Path part(String node) throws IOException {
        return Files.createDirectories(folder.resolve(node));
    }

    boolean has(String node) {
        return Files.isDirectory(folder.resolve(node));
    }

    /** From now on it is whole. */
    void finish(Layout layout) throws IOException {
        List<Item> items = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                items.add(item(file));
            }
        }
        PrivateFile.write(
                folder.resolve(CONTENTS),
                Json.MAPPER
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(new Contents(Instant.now().toString(), layout, items)));
        double bytes = items.stream().mapToLong(Item::size).sum();
        Progress.say(String.format(Locale.ROOT, "%s is whole: %d files, %.1f MB", folder, items.size(), bytes / 1e6));
    }

    /** The set that was saved, with what was fetched in a folder of here. */
    Layout layout(Path lib) throws IOException {
        return contents().layout().guardedAt(lib.toString());
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

    private Item item(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new Item(
                folder.relativize(file).toString(),
                Files.size(file),
                HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
