package magpie.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.chaos.Network;

/**
 * The cluster product as people run it: {@code ./magpie cluster}, every role as two processes behind HAProxy, on the
 * engines of this test run.
 */
final class RealCluster implements Network, AutoCloseable {
    private final Path folder;
    private final Path launcher;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private RealCluster(Path folder, int port) throws IOException {
        this.folder = folder;
        this.launcher = StagedDist.in(folder);
        this.port = port;
    }

    /** Starts it and waits until all are ready. */
    static RealCluster start() throws IOException {
        RealCluster cluster = new RealCluster(Files.createTempDirectory("magpie-cluster"), freePort());
        String config = Nodes.engines().resolve("magpie.conf").toString();
        try {
            cluster.run("up --instances 2 --set limits=off --port " + cluster.port + " --config " + config);
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    /** One process after the other is stopped and started again, each when the one before is ready. */
    void restartAll() throws IOException {
        run("restart all");
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public HttpClient http() {
        return http;
    }

    @Override
    public void close() throws IOException {
        http.close();
        run("reset");
        World.deleteTree(folder);
    }

    private void run(String words) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "cluster"));
        command.addAll(List.of(words.split(" ", -1)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "MAGPIE_CLUSTER", folder.resolve("cluster").toString(),
                        "MAGPIE_JAVA_OPTS", "-Xms64m -Xmn32m -Xmx192m"));
        Process process = builder.start();
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(System.out::println);
        }
        if (code(process) != 0) {
            throw new IOException("./magpie cluster " + words + " failed, see above");
        }
    }

    private static int code(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new IOException("interrupted while it waited for the launcher", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
