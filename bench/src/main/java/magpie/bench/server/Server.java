package magpie.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import magpie.bench.machine.Proc;
import magpie.kit.json.Json;

/**
 * A server under load: one process, or the many of a cluster.
 *
 * @param api its public API
 * @param admin the admin port that takes commands
 * @param parts its processes
 * @param commandLine how it was started, without its class path; its address if the system does not report it
 */
public record Server(InetSocketAddress api, Admin admin, List<Part> parts, String commandLine) {
    private static final int FOLLOWS_IN_FIVE_SECONDS = 200;
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(15);

    /** One process. */
    private static Server alone(InetSocketAddress api, Admin admin, long pid) {
        String address = "http://" + api.getHostString() + ":" + api.getPort();
        return new Server(
                api,
                admin,
                List.of(new Part("server", pid, admin)),
                Proc.of(pid).commandLine().orElse(address));
    }

    /** The server that the flags name. */
    public static Server running(TargetConfig config) throws IOException {
        InetSocketAddress api = address(config.url());
        if (config.data() != null && config.adminUrl().isEmpty()) {
            Server found = inFolder(config.data(), api)
                    .orElseThrow(() -> new IOException("Nothing runs on " + config.data() + ": no admin.json."));
            return api.getAddress().isLoopbackAddress() ? found : alone(api, found.admin(), 0);
        }
        return alone(api, new Admin(address(config.adminUrl()), config.adminToken()), 0);
    }

    /** The server that claims to run on a data folder. */
    static Optional<Server> inFolder(Path data, InetSocketAddress api) throws IOException {
        Path file = data.resolve("admin.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        long pid = Json.MAPPER.readTree(Files.readString(file)).path("pid").asLong();
        return Optional.of(alone(api, Admin.in(file), pid));
    }

    public boolean isOneProcess() {
        return parts.size() == 1;
    }

    /** How many follows fit in one request: in a cluster the graph has five seconds for them. */
    public int followsAtOnce() {
        return isOneProcess() ? FollowImport.MOST : FOLLOWS_IN_FIVE_SECONDS;
    }

    /** Its only process on this machine; 0 if unknown. */
    public long pid() {
        return isOneProcess() ? parts.getFirst().pid() : 0;
    }

    /**
     * Waits until every consumer has caught up. What one process finishes may be work for another, so they are asked
     * repeatedly until a whole round moved nothing.
     */
    public void settle() throws IOException {
        long start = System.nanoTime();
        List<String> before = List.of();
        List<String> now = settledAt();
        while (!isOneProcess() && !now.equals(before)) {
            if (System.nanoTime() - start > SETTLE_LIMIT.toNanos()) {
                throw new IOException("The server did not settle in " + SETTLE_LIMIT.toMinutes() + " minutes.");
            }
            before = now;
            now = settledAt();
        }
    }

    /** The sums of all its processes' metrics. */
    public Metrics metrics() throws IOException {
        Metrics all = new Metrics(Map.of());
        for (Admin one : admins()) {
            all = all.plus(one.metrics());
        }
        return all;
    }

    private List<String> settledAt() throws IOException {
        List<String> positions = new ArrayList<>();
        for (Admin one : admins()) {
            positions.add(one.settle());
        }
        return positions;
    }

    private List<Admin> admins() {
        return parts.stream().map(Part::admin).filter(Objects::nonNull).toList();
    }

    private static InetSocketAddress address(String url) throws IOException {
        URI uri = URI.create(url);
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 0) {
            throw new IOException(url + " cannot be driven (expected: http://host:port).");
        }
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
        if (address.isUnresolved()) {
            throw new IOException("There is no host " + uri.getHost() + ".");
        }
        return address;
    }
}
