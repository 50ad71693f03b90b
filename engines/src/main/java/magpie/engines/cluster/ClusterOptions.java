package magpie.engines.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import magpie.engines.node.Home;
import magpie.kit.config.Checked;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;
import magpie.kit.files.PrivateFiles;
import magpie.kit.json.Json;
import org.jspecify.annotations.Nullable;

/** The options of the last {@code ./magpie cluster up}, which the other commands, and the next up, use again. */
public record ClusterOptions(
        @Setting(value = "2", min = 1, max = 9, help = "processes of each role")
        int instances,

        @Setting(value = "", help = "roles that share their processes, such as post+feed+gateway; none do if empty")
        List<String> together,

        @Setting(value = "8080", min = 0, max = 65_535, help = "port of the load balancer; 0 for one that is free")
        int port,

        @Setting(
                value = "roundrobin",
                oneOf = {"roundrobin", "leastconn", "source"},
                help =
                        "which gateway is next: in turn, the one with the fewest connections, or by the client's address")
        String balance,

        @Setting(value = "", help = "file with certificate chain and key (PEM) for HTTPS at the load balancer")
        @Nullable
        Path tls,

        @Setting(value = "", help = "file that says where the engines are; those of ./magpie engines if empty")
        @Nullable
        Path config,

        @Setting(
                value = "",
                form = Form.SETTING,
                help = "more settings for every process, for example limits=off,feed.window=100")
        List<String> set,

        @Setting(value = "", help = "more flags for each JVM; those of MAGPIE_JAVA_OPTS if empty")
        String javaOptions)
        implements Checked {
    private static final String FILE = "options.json";

    @Override
    public List<String> mistakes() {
        return tls == null || Files.isReadable(tls)
                ? List.of()
                : List.of("tls: " + tls + " cannot be read (expected: a file with a certificate chain and its key).");
    }

    /** The options of an existing cluster; null if there is none. */
    public static @Nullable ClusterOptions in(Home home) throws IOException {
        Path file = home.folder().resolve(FILE);
        return Files.exists(file) ? Json.MAPPER.readValue(Files.readString(file), ClusterOptions.class) : null;
    }

    /** A copy with these JVM flags if it has none: later restarts must use them too, whoever starts them. */
    ClusterOptions orJavaOptions(@Nullable String more) {
        return more == null || !javaOptions.isEmpty()
                ? this
                : new ClusterOptions(instances, together, port, balance, tls, config, set, more);
    }

    static void forget(Home home) throws IOException {
        Files.deleteIfExists(home.folder().resolve(FILE));
    }

    public void writeTo(Home home) throws IOException {
        PrivateFiles.write(home.folder().resolve(FILE), Json.MAPPER.writeValueAsString(this));
    }
}
