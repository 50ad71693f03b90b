package magpie.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import magpie.kit.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A server that is driven.
 *
 * @param api its public API
 * @param admin its admin port
 * @param pid its process on this machine; 0 if that is not known
 */
record Server(InetSocketAddress api, Admin admin, long pid) {

    /** The one that the flags name. */
    static Server running(TargetConfig config) throws IOException {
        InetSocketAddress api = address(config.url());
        if (config.data() != null && config.adminUrl().isEmpty()) {
            Server found = inFolder(config.data(), api)
                    .orElseThrow(() -> new IOException("Nothing runs on " + config.data() + ": no admin.json."));
            return api.getAddress().isLoopbackAddress() ? found : new Server(api, found.admin(), 0);
        }
        return new Server(api, new Admin(address(config.adminUrl()), config.adminToken()), 0);
    }

    /** The one that says to run on a data folder. */
    static Optional<Server> inFolder(Path data, InetSocketAddress api) throws IOException {
        Path file = data.resolve("admin.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode instance = Json.MAPPER.readTree(Files.readString(file));
        InetSocketAddress admin =
                new InetSocketAddress("127.0.0.1", instance.path("port").asInt());
        return Optional.of(new Server(
                api,
                new Admin(admin, instance.path("token").asString()),
                instance.path("pid").asLong()));
    }

    /** The CPU time it has used: from the system if the process is here, else from what it says itself. */
    Duration cpu() throws IOException {
        Optional<Duration> seen =
                ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration());
        return seen.isPresent()
                ? seen.get()
                : Duration.ofNanos((long) (admin.metrics().cpuSeconds() * 1e9));
    }

    /** How it was really started, without its class path; its address if the system does not say. */
    String commandLine() {
        return Proc.of(pid).commandLine().orElse("http://" + api.getHostString() + ":" + api.getPort());
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
