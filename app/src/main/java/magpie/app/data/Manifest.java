package magpie.app.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import magpie.kit.StartException;
import magpie.kit.json.Json;
import tools.jackson.core.JacksonException;

/**
 * What belongs to a copy of an instance.
 *
 * @param format the layout of the data folder
 * @param program the version of the program that wrote it
 * @param createdAt when it was whole, RFC 3339
 * @param files every file
 */
public record Manifest(int format, String program, String createdAt, List<Item> files) {
    private static final String FILE = "manifest.json";

    /**
     * One file.
     *
     * @param name its name, without a folder
     * @param sha256 of its bytes, in hexadecimal
     */
    public record Item(String name, long size, String sha256) {}

    /** Describes the files in a folder. */
    public static Manifest of(Path folder) throws IOException {
        List<Item> items = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                items.add(item(file));
            }
        }
        return new Manifest(DataFolder.FORMAT, version(), Instant.now().toString(), items);
    }

    /** The version of this program, from its jar. */
    static String version() {
        return Optional.ofNullable(Manifest.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** Reads what {@link #write} wrote. */
    public static Manifest read(Path folder) {
        try {
            return Json.MAPPER.readValue(Files.readString(folder.resolve(FILE)), Manifest.class);
        } catch (IOException | JacksonException e) {
            throw new StartException(folder + " is not a whole backup: " + FILE + " cannot be read (" + e + ").", e);
        }
    }

    public void write(Path folder) throws IOException {
        PrivateFiles.write(
                folder.resolve(FILE),
                Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }

    /** The size of all files. */
    public long bytes() {
        return files.stream().mapToLong(Item::size).sum();
    }

    /** Refuses a folder whose files are not those described, byte by byte. */
    public void verify(Path folder) throws IOException {
        if (format > DataFolder.FORMAT) {
            throw new StartException(folder + " was written by a newer Magpie (format " + format
                    + ", this program knows " + DataFolder.FORMAT + "). Restore it with the newer program.");
        }
        for (Item expected : files) {
            refuseStrangeName(expected.name());
            Path file = folder.resolve(expected.name());
            if (!Files.isRegularFile(file) || !item(file).equals(expected)) {
                throw new StartException(file + " is not what the manifest says (expected: " + expected.size()
                        + " bytes, SHA-256 " + expected.sha256() + "). The backup is damaged; use another one.");
            }
        }
    }

    /** A manifest may come from anywhere: its names must not lead out of the folder. */
    private static void refuseStrangeName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
            throw new StartException(FILE + " names " + name + " (expected: a plain file name). It was not made here.");
        }
    }

    private static Item item(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new Item(
                String.valueOf(file.getFileName()),
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
