package magpie.chaos.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.client.ServerProcess;

/** One process with every role, started here on a data folder, and restarted at the same address. */
public final class EmbeddedTarget implements Target {
    private static final String NAME = "magpie";

    private final List<String> command;
    private final Path data;
    private final List<String> flags;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();
    private ServerProcess process;

    private EmbeddedTarget(List<String> command, Path data, List<String> flags, int port) throws IOException {
        this.command = command;
        this.data = data;
        this.url = "http://127.0.0.1:" + port;
        this.flags = new ArrayList<>(flags);
        this.flags.addAll(List.of("--port", "" + port, "--admin-port", "0", "--limits", "off"));
        this.process = spawn().awaitReady();
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param command what starts the program, such as {@code ./magpie up}, without flags
     */
    public static EmbeddedTarget start(List<String> command, Path data, List<String> flags) throws IOException {
        return new EmbeddedTarget(command, data, flags, freePort());
    }

    @Override
    public String description() {
        return "one process with every role";
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public HttpClient http() {
        return http;
    }

    @Override
    public Duration patience() {
        return ClusterTarget.PATIENCE;
    }

    @Override
    public synchronized List<NodeStatus> nodes() {
        long pid = process.isAlive() ? process.pid() : 0;
        return List.of(new NodeStatus(NAME, pid, url, pid == 0 ? "stopped" : Readiness.of(this)));
    }

    @Override
    public synchronized void restart(String node) throws IOException {
        process.stop();
        process.close();
        process = spawn();
        try {
            process.awaitReady();
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        process.close();
        http.close();
    }

    /** Uses the running build: somebody may be editing the sources meanwhile. */
    private ServerProcess spawn() throws IOException {
        return ServerProcess.spawn(command, data, flags, Map.of("MAGPIE_BUILD", "off"));
    }

    /** Another process may take the port first: then the server says so, and the caller retries. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
