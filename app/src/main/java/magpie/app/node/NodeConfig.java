package magpie.app.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import magpie.kit.config.Checked;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;
import magpie.kit.roles.Edge;
import org.jspecify.annotations.Nullable;

/** The program's own flags. */
public record NodeConfig(
        @Setting(value = "8080", max = 65_535, help = "port of the public API; 0 for any free one")
        int port,

        @Setting(
                value = "127.0.0.1",
                form = Form.HOST,
                help = "address the public API listens on; others than loopback need TLS")
        String host,

        @Setting(value = "./data", help = "folder of everything that is kept")
        Path data,

        @Setting(value = "all", help = "which services this process runs, for example feed,gateway")
        List<String> roles,

        @Setting(
                value = "embedded",
                oneOf = {"embedded", "cluster"},
                help =
                        "the product: embedded needs no servers; cluster uses engines, each with a part of these settings")
        String profile,

        @Setting(value = "8081", max = 65_535, help = "loopback port for metrics and admin; 0 for any free one")
        int adminPort,

        @Setting(value = "0", max = 65_535, help = "port for other Magpie processes, open only when there are any")
        int internalPort,

        @Setting(value = "127.0.0.1", form = Form.HOST, help = "address for other Magpie processes")
        String internalHost,

        @Setting(value = "", help = "where the other roles run, for example graph=127.0.0.1:9102,post=127.0.0.1:9103")
        List<String> peers,

        @Setting(value = "", help = "file with the secret that the processes share, 32 bytes or more, mode 600")
        @Nullable
        Path secretFile,

        @Setting(
                value = "",
                help = "file with a second secret that calls may be signed by, while the secret is changed")
        @Nullable
        Path alsoAccept,

        @Setting(value = "off", help = "fill an empty instance with a made-up cast")
        boolean demo,

        @Setting(value = "on", help = "rate limits; off is for benchmarks, on a loopback address only")
        boolean limits,

        @Setting(value = "", help = "file with the certificate chain (PEM) for HTTPS") @Nullable
        Path tlsCert,

        @Setting(value = "", help = "file with the certificate's private key (PEM)") @Nullable
        Path tlsKey,

        @Setting(value = "0", max = 10, help = "trusted proxies in front, which speak TLS and name the client")
        int behindProxy,

        @Setting(value = "", help = "folder of the built web page; without it / says what is missing") @Nullable
        Path page,

        @Setting(
                value = "0s",
                max = 20,
                help = "how long requests are still taken at a stop, while /health/ready says no already:"
                        + " as long as a load balancer in front takes to notice")
        Duration drain,

        @Setting(
                value = "text",
                oneOf = {"text", "json"},
                help = "form of the log")
        String logFormat,

        @Setting(
                value = "info",
                oneOf = {"error", "warn", "info", "debug"},
                help = "how much is logged; debug also shows stack traces")
        String logLevel,

        @Setting(value = "", help = "file with settings, one key = value a line; flags win over it") @Nullable
        Path config)
        implements Checked {

    /** An empty {@code --data} means the default. */
    public NodeConfig {
        data = Objects.requireNonNullElse(data, Path.of("./data"));
    }

    /** Whether this is the cluster product, which uses engines. */
    boolean isCluster() {
        return profile.equals("cluster");
    }

    /** Where this process meets the world. */
    Edge edge() {
        return new Edge(host, port, limits, tlsCert, tlsKey, behindProxy, page);
    }

    @Override
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (alsoAccept != null && secretFile == null) {
            mistakes.add("also-accept: it is a second secret, and there is no first (expected: --secret-file too).");
        }
        if (Files.exists(data) && !Files.isDirectory(data)) {
            mistakes.add("data: " + data + " is a file (expected: a folder, or none yet).");
        }
        if (!isHere(host)) {
            mistakes.add("host: " + host + " is no address of this machine (expected: one of it, or 0.0.0.0 for all).");
        }
        if (!isHere(internalHost)) {
            mistakes.add("internal-host: " + internalHost + " is no address of this machine (expected: one of it).");
        }
        if (isHere(host)) {
            mistakes.addAll(edge().mistakes());
        }
        return mistakes;
    }

    private static boolean isHere(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }
}
