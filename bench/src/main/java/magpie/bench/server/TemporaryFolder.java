package magpie.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import magpie.kit.files.Folders;

/** A folder that is removed at the end, also on Ctrl-C, after stopping what runs in it. */
final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private final Runnable stop;
    private final Thread hook = new Thread(this::remove, "remove-folder");

    private TemporaryFolder(Path path, Runnable stop) {
        this.path = path;
        this.stop = stop;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static TemporaryFolder make(Runnable stop) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("magpie-bench-"), stop);
    }

    Path path() {
        return path;
    }

    /** The kind of disk it is on. */
    String disk() throws IOException {
        return Files.getFileStore(path).type();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the JVM is shutting down, and the hook does this
        }
        remove();
    }

    private void remove() {
        stop.run();
        try {
            Folders.remove(path);
        } catch (IOException e) {
            System.err.println("magpie: " + path + " could not be removed: " + e);
        }
    }
}
