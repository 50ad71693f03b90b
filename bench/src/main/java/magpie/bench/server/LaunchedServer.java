package magpie.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import magpie.bench.http.HttpConnection;
import magpie.kit.Waits;
import magpie.kit.config.ConfigOverlay;

/**
 * A server started by the bench as people start one, with {@code ./magpie up}, but without rate limits. Its output goes
 * to a file and it is asked whether it is ready, so that a bench neither reads along while it measures nor measures
 * what is said of the start.
 */
public final class LaunchedServer {
    /** The first start may build and make its AOT cache. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final long STOP_SECONDS = 45;
    private static final byte[] IS_READY =
            "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Path data;
    private final Path log;
    private final Process process;
    private final InetSocketAddress api;

    private LaunchedServer(Path data, Path log, Process process, InetSocketAddress api) {
        this.data = data;
        this.log = log;
        this.process = process;
        this.api = api;
    }

    /** Starts one on a data folder, from a fresh or the last build. */
    static LaunchedServer start(Path data, TargetConfig config, List<String> settings, boolean build)
            throws IOException {
        Path log = data.resolveSibling("server.log");
        InetSocketAddress api = Launcher.freeAddress();
        ProcessBuilder builder = Launcher.here()
                .command(arguments(data, api.getPort(), config, settings), config.serverJvm(), build)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        return new LaunchedServer(data, log, builder.start(), api);
    }

    public long pid() {
        return process.pid();
    }

    /** Waits until it takes requests, polling at this interval. */
    public Server ready(Duration between) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < START_LIMIT.toNanos()) {
            if (process.waitFor(between.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException(
                        "The server ended with code " + process.exitValue() + ":\n" + Launcher.lastLines(log));
            }
            if (isReady()) {
                return there();
            }
        }
        throw new IOException(
                "The server is not ready after " + START_LIMIT.toSeconds() + " s:\n" + Launcher.lastLines(log));
    }

    /** All its output so far. */
    public String said() throws IOException {
        return Files.readString(log);
    }

    void stop() {
        process.destroy();
        boolean ended = Waits.unlessInterrupted(() -> {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        });
        if (!ended) {
            process.destroyForcibly();
        }
    }

    private Server there() throws IOException {
        Optional<Server> server = Server.inFolder(data, api);
        return server.orElseThrow(() -> new IOException("The server runs, but there is no admin.json in " + data));
    }

    private boolean isReady() {
        try (HttpConnection connection = new HttpConnection(api)) {
            return connection.exchange(IS_READY).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> arguments(Path data, int port, TargetConfig config, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("up", "--data", data.toString(), "--port", "" + port));
        List<String> all = new ArrayList<>(List.of("admin-port=0", "limits=off"));
        all.addAll(settings);
        all.addAll(config.set());
        ConfigOverlay.of(all).forEach(setting -> arguments.add("--" + setting));
        return arguments;
    }
}
