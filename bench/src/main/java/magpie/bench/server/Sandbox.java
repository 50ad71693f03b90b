package magpie.bench.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import magpie.bench.report.Progress;
import org.jspecify.annotations.Nullable;

/** A temporary data folder and its server, which may be restarted. */
public final class Sandbox implements Site {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final TemporaryFolder folder;
    private final TargetConfig config;
    private volatile @Nullable LaunchedServer process;

    private Sandbox(TargetConfig config) throws IOException {
        this.folder = TemporaryFolder.make(this::stop);
        this.config = config;
    }

    /** An empty sandbox. */
    public static Sandbox open(TargetConfig config) throws IOException {
        return new Sandbox(config);
    }

    /** Runs the same build as the bench: somebody may be editing the sources meanwhile. */
    @Override
    public Server start(List<String> settings) throws IOException, InterruptedException {
        Progress.say("starting a server …");
        return launch(settings, false).ready(BETWEEN_LOOKS);
    }

    /** Starts a server by the full command, which checks for stale builds, and does not wait. */
    public LaunchedServer launch() throws IOException {
        return launch(List.of(), true);
    }

    private LaunchedServer launch(List<String> settings, boolean build) throws IOException {
        LaunchedServer started = LaunchedServer.start(folder.path().resolve("data"), config, settings, build);
        process = started;
        return started;
    }

    public void stop() {
        LaunchedServer running = process;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public String disk() throws IOException {
        return folder.disk();
    }

    @Override
    public void close() {
        folder.close();
    }
}
