package magpie.chaos.fault;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import magpie.engines.cluster.Fleet;
import magpie.engines.node.Shell;

/** A running network: the engines of {@code ./magpie engines} and the services of {@code ./magpie cluster}. */
public final class ClusterTarget implements Target {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String launcher;
    private final Fleet fleet;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    /** The command that manages each node. */
    private final ConcurrentMap<String, String> commands = new ConcurrentHashMap<>();

    /**
     * A network.
     *
     * @param launcher the script {@code magpie}
     * @param fleet the nodes that it starts
     * @param url where the load balancer is
     */
    public ClusterTarget(String launcher, Fleet fleet, String url) {
        this.launcher = launcher;
        this.fleet = fleet;
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
        for (Fleet.Member one : fleet.members()) {
            commands.put(one.name(), one.command());
            nodes.add(new NodeStatus(one.name(), one.pid(), one.address(), one.health()));
        }
        return nodes;
    }

    @Override
    public void restart(String node) throws IOException, InterruptedException {
        String command = commands.get(node);
        if (command == null) {
            throw new IllegalArgumentException("node: " + node + " (expected: one that nodes() told of)");
        }
        Shell.runLong(Map.of(), List.of(launcher, command, "restart", node));
    }

    @Override
    public void close() {
        http.close();
    }
}
