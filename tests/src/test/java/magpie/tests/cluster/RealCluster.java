package magpie.tests.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import magpie.chaos.fault.ClusterTarget;
import magpie.client.Network;
import magpie.engines.Engines;
import magpie.engines.cluster.Fleet;
import magpie.kit.files.Folders;
import magpie.tests.ExitCode;
import magpie.tests.program.StagedDist;

/**
 * The cluster product as people run it: {@code ./magpie cluster}, every role as two processes behind HAProxy, on this
 * test run's engines, of which there is one each.
 */
final class RealCluster implements Network, AutoCloseable {
    private final Path folder;
    private final Path command;
    private final Fleet fleet;
    private final HttpClient http = HttpClient.newHttpClient();

    private String url = "";

    private RealCluster(Path folder) throws IOException {
        this.folder = folder;
        this.command = withSettings(folder, StagedDist.in(folder));
        this.fleet = Fleet.at(Engines.folder(), folder.resolve("cluster"));
    }

    /** Starts it and waits until all are ready. */
    static RealCluster start() throws IOException, InterruptedException {
        RealCluster cluster = new RealCluster(Files.createTempDirectory("magpie-cluster"));
        try {
            cluster.up("");
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    private void up(String more) throws IOException, InterruptedException {
        run("up --instances 2 --port 0 --set limits=off,feed.window=100" + more);
        url = "http://" + balancer().address();
    }

    /** Stops it and starts another one on the same engines, in which some roles share processes. */
    void putTogether(String roles) throws IOException, InterruptedException {
        run("reset");
        up(" --together " + roles);
    }

    /** Its processes, without the balancer. */
    List<String> processes() throws IOException, InterruptedException {
        return fleet.members().stream()
                .filter(member -> member.command().equals("cluster"))
                .map(Fleet.Member::name)
                .filter(name -> !name.startsWith("proxy-"))
                .toList();
    }

    /** Sends a signal to a process. */
    void signal(String process, String signal) throws IOException, InterruptedException {
        int code = ExitCode.of(new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(member(process).pid()))
                .start());
        if (code != 0) {
            throw new IOException("kill -" + signal + " " + process + " failed");
        }
    }

    /** Whether a process answers and is ready. */
    boolean isReady(String process) throws IOException, InterruptedException {
        return member(process).health().equals("ok");
    }

    private Fleet.Member member(String process) throws IOException, InterruptedException {
        return fleet.members().stream()
                .filter(member -> member.name().equals(process))
                .findFirst()
                .orElseThrow();
    }

    private Fleet.Member balancer() throws IOException, InterruptedException {
        return fleet.members().stream()
                .filter(member -> member.name().startsWith("proxy-"))
                .findFirst()
                .orElseThrow();
    }

    /** The launcher, with settings for a small machine. */
    private static Path withSettings(Path folder, Path launcher) throws IOException {
        Path command = Files.writeString(folder.resolve("with-settings"), """
                #!/bin/sh
                export JAVA_HOME='%s' MAGPIE_ENGINES='%s' MAGPIE_CLUSTER='%s'
                export MAGPIE_JAVA_OPTS="-Xmx256m -XX:TieredStopAtLevel=1"
                exec '%s' "$@"
                """.formatted(
                        System.getProperty("java.home"), Engines.folder(), folder.resolve("cluster"), launcher));
        return Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    }

    /** Restarts the processes one by one, each when the previous one is ready. */
    void restartAll() throws IOException {
        run("restart all");
    }

    /** The caches that its processes start from. */
    List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("target/dist/aot"))) {
            return files.filter(file -> file.toString().contains(".aot")).toList();
        }
    }

    /** The unusual lines in its processes' logs. */
    List<String> complaints() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> nodes = Files.list(folder.resolve("cluster/nodes"))) {
            for (Path node : nodes.sorted().toList()) {
                try (Stream<String> lines = Files.lines(node.resolve("log"))) {
                    lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                            .map(line -> node.getFileName() + " " + line)
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    /** The cluster and its engines, as a target for chaos. */
    ClusterTarget target() {
        return new ClusterTarget(command.toString(), fleet, url);
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
    public void close() throws IOException {
        http.close();
        run("reset");
        Folders.remove(folder);
    }

    private void run(String words) throws IOException {
        List<String> all = new ArrayList<>(List.of(command.toString(), "cluster"));
        all.addAll(List.of(words.split(" ", -1)));
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(System.out::println);
        }
        if (ExitCode.of(process) != 0) {
            throw new IOException("./magpie cluster " + words + " failed, see above");
        }
    }
}
