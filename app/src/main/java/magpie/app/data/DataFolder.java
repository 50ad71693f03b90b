package magpie.app.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import magpie.kit.StartException;
import magpie.kit.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one process: made if absent, checked before anything in it is touched, and locked while this is open.
 * The lock is the operating system's, so a process that was killed leaves none behind.
 */
public final class DataFolder implements AutoCloseable {
    /** The layout this program writes. */
    static final int FORMAT = 1;

    /** The file that says which layout a folder has. */
    public static final String FORMAT_FILE = "FORMAT";

    private static final String LOCK_FILE = "magpie.lock";
    private static final String NEW_FORMAT_FILE = "FORMAT.new";

    /** What an empty folder may contain: this program's own first steps, and what a fresh disk has. */
    private static final Set<String> NOTHING = Set.of(LOCK_FILE, NEW_FORMAT_FILE, "lost+found");

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes a folder.
     *
     * @throws StartException if it is in use, of a newer program, or something else's; it is left untouched
     */
    public static DataFolder open(Path path) {
        try {
            check(path);
            PrivateFiles.createFolder(path);
            DataFolder folder = new DataFolder(path, lock(path));
            folder.writeFormat();
            return folder;
        } catch (IOException e) {
            throw new StartException(
                    "The data folder " + path.toAbsolutePath().normalize() + " cannot be used: " + e
                            + ". Give another with --data.",
                    e);
        }
    }

    /** Whether a folder is empty or missing. */
    public static boolean isVacant(Path path) throws IOException {
        if (!Files.exists(path)) {
            return true;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.allMatch(file -> NOTHING.contains(file.getFileName().toString()));
        }
    }

    /** Takes a folder's lock for a moment, to check that no other process has it. */
    public static void refuseIfRunning(Path path) throws IOException {
        if (Files.exists(path.resolve(LOCK_FILE))) {
            lock(path).close();
        }
    }

    public Path path() {
        return path;
    }

    /** Publishes where {@code ./magpie admin} finds this process. */
    public void announce(Instance instance) {
        try {
            instance.write(path);
        } catch (IOException e) {
            throw new StartException(path + " cannot be written: " + e, e);
        }
    }

    /** Releases the folder. The lock file stays: removing it would race with the next process. */
    @Override
    public void close() {
        try {
            Instance.remove(path);
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void check(Path path) throws IOException {
        Path format = path.resolve(FORMAT_FILE);
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new StartException(path + " is a file (expected: a folder). Give another with --data.");
        }
        if (Files.exists(format)) {
            checkFormat(path, Files.readString(format, StandardCharsets.UTF_8).strip());
        } else if (!isVacant(path)) {
            throw new StartException(path + " has files in it that are not Magpie's (no " + FORMAT_FILE
                    + " file among them). Nothing was changed. Give an empty or absent folder with --data.");
        }
    }

    private static void checkFormat(Path path, String version) {
        if (!version.matches("[1-9][0-9]{0,5}")) {
            throw new StartException(path.resolve(FORMAT_FILE) + " does not hold a version. Nothing was changed."
                    + " Restore a backup (./magpie restore), or give another folder with --data.");
        }
        if (Integer.parseInt(version) > FORMAT) {
            throw new StartException(path + " was written by a newer Magpie (format " + version
                    + ", this program knows " + FORMAT + "). Nothing was changed."
                    + " Start the newer program, or restore a backup made before the upgrade.");
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String owner = owner(channel).map(pid -> " by process " + pid).orElse("");
            channel.close();
            throw new StartException("The data folder " + path.toAbsolutePath().normalize() + " is in use" + owner
                    + ". Stop that Magpie first, or give another folder with --data.");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    /** Reads through the open channel: closing another one on the same file would release this process's lock. */
    private static Optional<String> owner(FileChannel channel) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(20);
            channel.read(bytes, 0);
            String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return pid.matches("[0-9]+") ? Optional.of(pid) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void writeFormat() throws IOException {
        if (!Files.exists(path.resolve(FORMAT_FILE))) {
            Path fresh = path.resolve(NEW_FORMAT_FILE);
            Files.writeString(fresh, FORMAT + "\n");
            Files.move(fresh, path.resolve(FORMAT_FILE), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
