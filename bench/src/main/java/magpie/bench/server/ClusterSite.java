package magpie.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import magpie.bench.report.Progress;
import magpie.kit.config.ConfigOverlay;
import magpie.kit.json.Json;
import magpie.kit.roles.Roles;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The cluster product: engines, the processes of every role and the load balancer, started by {@code ./magpie engines}
 * and {@code ./magpie cluster}, each in its own folder.
 */
final class ClusterSite implements Site {
    private static final List<String> KINDS = List.of("cluster", "engines");
    private static final String ENGINE_FLAGS = "MAGPIE_ENGINE_JAVA_OPTS";
    /** Uses both compilers, like engines that run for long. */
    private static final String BOTH_COMPILERS = "-XX:TieredStopAtLevel=4";

    private final TemporaryFolder folder;
    private final TargetConfig target;
    private final ClusterConfig config;
    private final Launcher launcher;

    private ClusterSite(TargetConfig target, ClusterConfig config) throws IOException {
        this.launcher = Launcher.here();
        this.folder = TemporaryFolder.make(this::stop);
        this.target = target;
        this.config = config;
    }

    /** As root, PostgreSQL runs as another user, who must be able to enter the folder. */
    static ClusterSite open(TargetConfig target, ClusterConfig config) throws IOException {
        ClusterSite site = new ClusterSite(target, config);
        Files.setPosixFilePermissions(site.folder.path(), PosixFilePermissions.fromString("rwx--x--x"));
        return site;
    }

    @Override
    public Server start(List<String> settings) throws IOException, InterruptedException {
        Progress.say("starting engines and a cluster …");
        InetSocketAddress api = Launcher.freeAddress();
        List<String> all = new ArrayList<>(List.of("limits=off"));
        all.addAll(settings);
        all.addAll(target.set());
        List<String> up = new ArrayList<>(List.of(
                "cluster",
                "up",
                "--instances",
                "" + config.instances(),
                "--set",
                String.join(",", ConfigOverlay.of(all))));
        if (!config.together().isEmpty()) {
            up.addAll(List.of("--together", String.join(",", config.together())));
        }
        run(List.of("engines", "up"));
        List<String> withPort = new ArrayList<>(up);
        withPort.addAll(List.of("--port", "" + api.getPort()));
        run(withPort);
        List<Part> parts = parts();
        Part gateway = parts.stream()
                .filter(part -> part.name().startsWith(Roles.edge().name()))
                .findFirst()
                .orElseThrow(() -> new IOException("The cluster has no gateway."));
        return new Server(api, Objects.requireNonNull(gateway.admin()), parts, "./magpie " + String.join(" ", up));
    }

    @Override
    public String disk() throws IOException {
        return folder.disk();
    }

    @Override
    public void close() {
        folder.close();
    }

    /** Stops the services first: they would otherwise complain about lost engines. */
    private void stop() {
        quietly(List.of("cluster", "down"));
        if (config.engines() == null) {
            quietly(List.of("engines", "down"));
        }
    }

    private void quietly(List<String> command) {
        try {
            run(command);
        } catch (IOException e) {
            System.err.println("magpie: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Part> parts() throws IOException, InterruptedException {
        List<Part> parts = new ArrayList<>();
        for (String kind : KINDS) {
            for (JsonNode node : Json.MAPPER.readTree(run(List.of(kind, "status", "--json")))) {
                String name = node.path("name").asString();
                parts.add(new Part(name, node.path("pid").asLong(), admin(name)));
            }
        }
        parts.sort(Comparator.comparing(Part::name));
        return parts;
    }

    /** The admin port of a service; engines and the load balancer have none. */
    private @Nullable Admin admin(String node) throws IOException {
        Path file = home("cluster").resolve("nodes").resolve(node).resolve("data/admin.json");
        return Files.exists(file) ? Admin.in(file) : null;
    }

    /** Runs a command of the launcher; returns its standard output. */
    private String run(List<String> arguments) throws IOException, InterruptedException {
        Path log = folder.path().resolve("launcher.log");
        ProcessBuilder builder = launcher.command(arguments, target.serverJvm(), false)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("MAGPIE_ENGINES", home("engines").toString());
        environment.put("MAGPIE_CLUSTER", home("cluster").toString());
        environment.putIfAbsent(ENGINE_FLAGS, BOTH_COMPILERS);
        Process process = builder.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("./magpie " + String.join(" ", arguments) + " failed:\n" + Launcher.lastLines(log));
        }
        return answer;
    }

    private Path home(String kind) {
        Path asked = config.engines();
        return kind.equals("engines") && asked != null
                ? asked.toAbsolutePath()
                : folder.path().resolve(kind);
    }
}
