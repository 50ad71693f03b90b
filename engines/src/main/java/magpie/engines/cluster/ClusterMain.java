package magpie.engines.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import magpie.engines.CommandLine;
import magpie.engines.CommandLine.NoFlags;
import magpie.engines.EngineSet;
import magpie.engines.Main;
import magpie.engines.node.EngineException;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.Progress;
import magpie.engines.node.ServerKind;
import magpie.kit.config.ConfigException;

/** {@code ./magpie cluster}: runs every role in its own processes on this machine, behind a load balancer. */
public final class ClusterMain {
    private static final String HELP = """
            The cluster product on this machine: every role as its own processes, behind HAProxy.

              ./magpie cluster up [--instances 2] [--port 8080] [--balance roundrobin|leastconn|source]
                                                 start what does not run, wait until all are ready
              ./magpie cluster down              stop all; what they keep stays
              ./magpie cluster status [--json]   name, node, pid, address, health
              ./magpie cluster logs [NAME]       where the logs are, or one of them
              ./magpie cluster restart NAME      one process, for example feed-1, or one after another all of a role
              ./magpie cluster restart all       one after another every process: no request fails
              ./magpie cluster reset             stop all and forget them; what the engines keep stays

            up also takes
              --together ROLES roles that share a process, such as post+feed+gateway: cheaper calls, but they fail together
              --tls FILE       certificate chain and key (PEM): HTTPS at the load balancer
              --config FILE    where the engines are; otherwise those of ./magpie engines, which must be up
              --set KEY=VALUE,…   more settings for every process, for example limits=off

            The same flags are used again when up says none. HAProxy comes from Debian.

              MAGPIE_CLUSTER   the folder with all of it; otherwise .cluster in the checkout
              MAGPIE_ENGINES   where ./magpie engines has the engines
              MAGPIE_JAVA_OPTS more flags for each JVM, kept as --java-options
            """;

    static final String JAVA_OPTIONS = "MAGPIE_JAVA_OPTS";

    private static final CommandLine COMMANDS = new CommandLine(HELP, System.out);

    private ClusterMain() {}

    /** Runs one sub-command and exits: 0 for success, 1 for failure, 2 for wrong arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(COMMANDS.run(List.of(arguments), ClusterMain::act));
    }

    private static void act(String command, List<String> rest) throws IOException, InterruptedException {
        Home home = home();
        switch (command) {
            case "up" -> up(home, rest);
            case "down" -> {
                CommandLine.flags(rest, NoFlags.class);
                set(home).down(List.of());
            }
            case "status" -> COMMANDS.status(set(home), rest);
            case "logs" -> COMMANDS.logs(set(home), rest);
            case "restart" -> restart(home, CommandLine.name(rest));
            case "reset" -> {
                CommandLine.flags(rest, NoFlags.class);
                set(home).reset();
                ClusterOptions.forget(home);
            }
            default ->
                throw new ConfigException(List.of("there is no ./magpie cluster " + command
                        + " (expected: up, down, status, logs, restart, reset or help)."));
        }
    }

    private static void up(Home home, List<String> rest) throws IOException, InterruptedException {
        ClusterOptions known = ClusterOptions.in(home);
        ClusterOptions options = known != null && rest.isEmpty()
                ? known
                : CommandLine.flags(rest, ClusterOptions.class).orJavaOptions(System.getenv(JAVA_OPTIONS));
        if (known != null && known.port() != options.port()) {
            throw new EngineException("The cluster in " + home.folder() + " is at port " + known.port()
                    + ". Leave --port out, or forget it first by ./magpie cluster reset.");
        }
        if (known != null && !known.together().equals(options.together())) {
            throw new EngineException("The cluster in " + home.folder() + " has these roles together: "
                    + String.join(",", known.together())
                    + ". Say the same, or forget it first by ./magpie cluster reset.");
        }
        Path config = config(options);
        if (!Files.exists(config)) {
            throw new EngineException(config + ", which says where the engines are, is not there."
                    + " Start engines by ./magpie engines up, or name a file of your own by --config.");
        }
        Layout layout = new EngineSet(home, servers(options)).up(options.instances(), List.of(), Main.lib());
        options.writeTo(home);
        String scheme = options.tls() == null ? "http" : "https";
        Progress.say("API  " + scheme + "://" + layout.of("proxy").getFirst().address(ServerKind.CLIENTS) + "/v1");
    }

    /** Restarts in start order: a callee is back before its callers go. */
    private static void restart(Home home, String name) throws IOException, InterruptedException {
        ClusterOptions options = existing(home);
        EngineSet set = new EngineSet(home, servers(options));
        if (!name.equals("all")) {
            set.restart(name);
            return;
        }
        for (Service service : Service.all(config(options), options)) {
            set.restart(service.name());
        }
    }

    static EngineSet set(Home home) throws IOException {
        return new EngineSet(home, servers(existing(home)));
    }

    private static ClusterOptions existing(Home home) throws IOException {
        ClusterOptions options = ClusterOptions.in(home);
        if (options == null) {
            throw new EngineException(
                    "There is no cluster in " + home.folder() + ". Start one by ./magpie cluster up.");
        }
        return options;
    }

    private static List<ServerKind> servers(ClusterOptions options) {
        List<ServerKind> servers = new ArrayList<>(Service.all(config(options), options));
        servers.add(new Proxy(options));
        return servers;
    }

    private static Path config(ClusterOptions options) {
        return options.config() == null
                ? Main.home().config()
                : options.config().toAbsolutePath().normalize();
    }

    static Home home() {
        String asked = Objects.requireNonNullElse(System.getenv("MAGPIE_CLUSTER"), "");
        return Home.at(asked.isBlank() ? Main.checkout().resolve(".cluster") : Path.of(asked), "cluster");
    }
}
