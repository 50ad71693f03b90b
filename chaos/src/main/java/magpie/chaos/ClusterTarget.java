package magpie.chaos;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import magpie.kit.json.Json;
import tools.jackson.databind.JsonNode;

/** A network that runs: the engines of {@code ./magpie engines} and the services of {@code ./magpie cluster}. */
final class ClusterTarget implements Target {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final List<String> COMMANDS = List.of("engines", "cluster");

    private final String launcher;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Which of the commands knows a node. */
    private final ConcurrentMap<String, String> commands = new ConcurrentHashMap<>();

    /**
     * A network.
     *
     * @param launcher the script {@code magpie}
     * @param url where the load balancer is
     */
    ClusterTarget(String launcher, String url) {
        this.launcher = launcher;
        this.url = url;
    }

    @Override
    public String description() {
        return "the cluster at " + url;
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
        return PATIENCE;
    }

    @Override
    public List<NodeStatus> nodes() throws IOException, InterruptedException {
        List<NodeStatus> nodes = new ArrayList<>();
        for (String command : COMMANDS) {
            for (JsonNode one : Json.MAPPER.readTree(Shell.run(launcher, command, "status", "--json"))) {
                NodeStatus node = new NodeStatus(
                        one.path("name").asString(),
                        one.path("pid").asLong(),
                        one.path("address").asString(),
                        one.path("health").asString());
                commands.put(node.name(), command);
                nodes.add(node);
            }
        }
        return nodes;
    }

    @Override
    public void restart(String node) throws IOException, InterruptedException {
        String command = commands.get(node);
        if (command == null) {
            throw new IllegalArgumentException("node: " + node + " (expected: one that nodes() told of)");
        }
        Shell.run(launcher, command, "restart", node);
    }

    @Override
    public void close() {
        http.close();
    }
}
