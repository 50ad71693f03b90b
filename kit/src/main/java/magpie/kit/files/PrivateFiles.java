package magpie.kit.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders and files that only the owner may look into, where the file system knows owners. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FOR_OTHERS = PosixFilePermissions.fromString("---rw-rw-");
    private static final Set<PosixFilePermission> FOR_STRANGERS = PosixFilePermissions.fromString("----w-rw-");

    /** Of Linux: belongs to the user whom this process runs as. */
    private static final Path SELF = Path.of("/proc/self");

    private PrivateFiles() {}

    /** Makes a folder, and those above it, unless it is there. */
    public static void createFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path, mode("rwx------"));
        }
    }

    /** Writes a small file in one step: it is never seen half written, nor by others. */
    public static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, mode("rw-------"));
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Refuses a file with a secret that others may read or change. If it belongs to somebody else, as a container's
     * secrets do, its group may read it.
     *
     * @throws IllegalArgumentException with what to do
     */
    public static void refuseIfOpenToOthers(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return; // a file system that knows no owners
        }
        boolean own = isOwn(file);
        if (view.readAttributes().permissions().stream().anyMatch((own ? FOR_OTHERS : FOR_STRANGERS)::contains)) {
            throw new IllegalArgumentException(file + " can be read or written by others (expected: chmod "
                    + (own ? "600" : "640, or less") + ")");
        }
    }

    /** Compares numbers where it can: the user of a container often has no name. */
    private static boolean isOwn(Path file) throws IOException {
        return Files.exists(SELF)
                ? Files.getAttribute(file, "unix:uid").equals(Files.getAttribute(SELF, "unix:uid"))
                : Files.getOwner(file).getName().equals(System.getProperty("user.name"));
    }

    private static FileAttribute<?>[] mode(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
