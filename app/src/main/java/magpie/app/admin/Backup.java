package magpie.app.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import magpie.app.data.DataFolder;
import magpie.app.data.Manifest;
import magpie.app.node.Node;
import magpie.kit.StartException;
import magpie.kit.files.FileSum;
import magpie.kit.files.PrivateFiles;
import magpie.kit.roles.RunningRole;

/**
 * A copy of an instance in a folder: one file per store, and a manifest of the files. The stores of consumers are
 * copied before those of the producers they read from: so no offset in the copy is beyond its topic's end, and after a
 * restore a consumer gets again what it had not seen.
 */
public final class Backup {
    private Backup() {}

    /** Writes a copy of a running node; returns a description of it. */
    static String write(Node node, Path target) {
        if (!target.isAbsolute()) {
            throw new OperatorException(target + " is not an absolute path.");
        }
        try {
            refuseUnlessEmpty(target);
            PrivateFiles.createFolder(target);
            for (RunningRole role : List.copyOf(node.running().values()).reversed()) {
                role.backup(target);
            }
            Manifest manifest = Manifest.of(target);
            manifest.write(target);
            return "Saved " + manifest.files().size() + " files, " + manifest.bytes() + " bytes, to " + target;
        } catch (IOException e) {
            throw new OperatorException("The backup to " + target + " failed: " + e + ". What is there is not whole.");
        }
    }

    /**
     * Turns a copy into a data folder.
     *
     * @throws StartException if the copy is damaged or the target is not empty; nothing is left in the target then
     */
    public static String restore(Path source, Path target) {
        try {
            Manifest manifest = Manifest.read(source);
            manifest.verify(source);
            DataFolder.refuseIfRunning(target);
            if (!DataFolder.isVacant(target)) {
                throw new StartException(target + " is not empty. Nothing was changed."
                        + " Move it away, or give another folder with --data.");
            }
            PrivateFiles.createFolder(target);
            copy(manifest, source, target);
            return "Restored " + manifest.files().size() + " files, " + manifest.bytes() + " bytes, to " + target;
        } catch (IOException e) {
            throw new StartException("The restore to " + target + " failed: " + e, e);
        }
    }

    /** Copies, verifies the result, and only in the last step turns it into an instance. */
    private static void copy(Manifest manifest, Path source, Path target) throws IOException {
        try {
            for (FileSum item : manifest.files()) {
                Files.copy(source.resolve(item.name()), target.resolve(item.name()));
            }
            manifest.verify(target);
            PrivateFiles.write(target.resolve(DataFolder.FORMAT_FILE), manifest.format() + "\n");
        } catch (IOException | RuntimeException e) {
            for (FileSum item : manifest.files()) {
                Files.deleteIfExists(target.resolve(item.name()));
            }
            throw e;
        }
    }

    private static void refuseUnlessEmpty(Path target) throws IOException {
        if (!DataFolder.isVacant(target)) {
            throw new OperatorException(target + " is not empty (expected: a new folder).");
        }
    }
}
