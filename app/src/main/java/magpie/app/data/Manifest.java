package magpie.app.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import magpie.kit.StartException;
import magpie.kit.files.FileSum;
import magpie.kit.files.PrivateFiles;
import magpie.kit.json.Json;
import tools.jackson.core.JacksonException;

/**
 * The contents of a copy of an instance.
 *
 * @param format the layout of the data folder
 * @param program the version of the program that wrote it
 * @param createdAt when it was complete, RFC 3339
 * @param files every file
 */
public record Manifest(int format, String program, String createdAt, List<FileSum> files) {
    private static final String FILE = "manifest.json";

    /** Describes the files in a folder. */
    public static Manifest of(Path folder) throws IOException {
        return new Manifest(DataFolder.FORMAT, version(), Instant.now().toString(), FileSum.all(folder));
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

    /** The total size of the files. */
    public long bytes() {
        return files.stream().mapToLong(FileSum::size).sum();
    }

    /** Refuses a folder whose files are not those described, byte by byte. */
    public void verify(Path folder) throws IOException {
        if (format > DataFolder.FORMAT) {
            throw new StartException(folder + " was written by a newer Magpie (format " + format
                    + ", this program knows " + DataFolder.FORMAT + "). Restore it with the newer program.");
        }
        for (FileSum expected : files) {
            refuseStrangeName(expected.name());
            if (!expected.isIn(folder)) {
                throw new StartException(expected.damage(folder, "the manifest"));
            }
        }
    }

    /** Refuses names that lead out of the folder: a manifest may come from anywhere. */
    private static void refuseStrangeName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
            throw new StartException(FILE + " names " + name + " (expected: a plain file name). It was not made here.");
        }
    }
}
