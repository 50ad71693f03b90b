package magpie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary data folder and the server on it, which may be started again. The server is stopped and the folder removed
 * at the end, also at Ctrl-C.
 */
final class Sandbox implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Path folder;
    private final TargetConfig config;
    private final Thread hook = new Thread(this::remove, "remove-sandbox");
    private volatile @Nullable ServerProcess process;

    private Sandbox(Path folder, TargetConfig config) {
        this.folder = folder;
        this.config = config;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** An empty one. */
    static Sandbox open(TargetConfig config) throws IOException {
        return new Sandbox(Files.createTempDirectory("magpie-bench-"), config);
    }

    /**
     * Starts a server and waits until it takes requests. It is of the same build as the bench: somebody may be at work
     * on the sources while it runs.
     */
    Server start(List<String> settings) throws IOException, InterruptedException {
        Progress.say("starting a server …");
        return launch(settings, false).ready(BETWEEN_LOOKS);
    }

    /** Starts a server by the whole command, which looks for what is stale, and waits for nothing. */
    ServerProcess launch() throws IOException {
        return launch(List.of(), true);
    }

    private ServerProcess launch(List<String> settings, boolean build) throws IOException {
        ServerProcess started = ServerProcess.start(folder.resolve("data"), config, settings, build);
        process = started;
        return started;
    }

    void stop() {
        ServerProcess running = process;
        if (running != null) {
            running.stop();
        }
    }

    /** What kind of disk the data is on: in memory, durability would cost nothing. */
    String disk() throws IOException {
        return Files.getFileStore(folder).type();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the machine stops already, and the hook does this
        }
        remove();
    }

    private void remove() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("magpie: " + folder + " could not be removed: " + e);
        }
    }
}
