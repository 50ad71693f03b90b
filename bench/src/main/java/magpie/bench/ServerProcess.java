package magpie.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import magpie.bench.http.HttpConnection;

/**
 * A server of the bench's own: the same JDK, JVM flags and class path, a temporary folder, no rate limits. It is stopped
 * and its folder removed at the end, also at Ctrl-C.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 45;
    private static final int LAST_LINES = 20;

    private final Path folder;
    private final Process process;
    private final InetSocketAddress api;
    private final String description;
    private final Thread hook = new Thread(this::stop, "stop-server");

    private ServerProcess(Path folder, Process process, InetSocketAddress api, String description) {
        this.folder = folder;
        this.process = process;
        this.api = api;
        this.description = description;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts one. */
    static ServerProcess start(BenchConfig config) throws IOException {
        Path folder = Files.createTempDirectory("magpie-bench-");
        InetSocketAddress api = freeAddress();
        Process process = new ProcessBuilder(command(config, folder, api.getPort()))
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile())
                .start();
        return new ServerProcess(folder, process, api, description(config));
    }

    /** Waits until it takes requests. */
    Server ready() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < START_LIMIT.toNanos()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IOException("The server ended with code " + process.exitValue() + ":\n" + lastLines());
            }
            Optional<Server> server = Server.inFolder(data(folder), api, description);
            if (server.isPresent() && isReady()) {
                return server.get();
            }
        }
        throw new IOException("The server is not ready after " + START_LIMIT.toSeconds() + " s:\n" + lastLines());
    }

    /** What kind of disk its data is on: in memory, durability would cost nothing. */
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
        stop();
    }

    private boolean isReady() {
        String request = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (HttpConnection connection = new HttpConnection(api)) {
            return connection
                            .exchange(request.getBytes(StandardCharsets.US_ASCII))
                            .status()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> command(BenchConfig config, Path folder, int port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        Stream.of(config.serverJvm().split(" ", -1))
                .filter(flag -> !flag.isEmpty())
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "magpie.app.Main", "up"));
        command.addAll(List.of("--data", data(folder).toString(), "--port", "" + port, "--admin-port", "0"));
        command.add("--limits=off");
        config.set().forEach(setting -> command.add("--" + setting));
        return command;
    }

    private static String description(BenchConfig config) {
        List<String> flags =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        flags.add(config.serverJvm());
        flags.add("up --limits=off");
        config.set().forEach(setting -> flags.add("--" + setting));
        return String.join(" ", flags.stream().filter(flag -> !flag.isEmpty()).toList());
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    private static Path log(Path folder) {
        return folder.resolve("server.log");
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log(folder));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Somebody may take the port before the server does: then it says so, and one tries again. */
    private static InetSocketAddress freeAddress() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            return new InetSocketAddress(loopback, socket.getLocalPort());
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        remove();
    }

    private void remove() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("magpie: " + folder + " could not be removed: " + e);
        }
    }
}
