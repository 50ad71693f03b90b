package magpie.engines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import magpie.engines.node.Home;
import magpie.engines.node.Progress;
import magpie.kit.config.ConfigException;
import magpie.kit.config.Setting;

/** {@code ./magpie engines}. */
public final class Main {
    private static final String HELP = """
            The engines of the cluster product on this machine, on loopback, without Docker.

              ./magpie engines up [--nodes 3]    fetch what is missing, start what does not run, wait until all answer
              ./magpie engines down              stop them; their data stays
              ./magpie engines status [--json]   name, node, pid, address, role, health
              ./magpie engines logs [NAME]       where the logs are, or one of them
              ./magpie engines restart NAME      one node, for example kafka-1, or all of an engine one after another
              ./magpie engines promote NAME      make a standby of PostgreSQL the primary; postgres for the best one
              ./magpie engines backup FOLDER     write what they keep into a new folder, while they run
              ./magpie engines restore FOLDER    make a set as it was in a backup, and start it
              ./magpie engines reset             stop all and remove their data

            A backup has PostgreSQL, Cassandra and Neo4j, whose first node stops for it, for some seconds. It has not
            Kafka and Redis, which begin anew; what was not in one of the others by then is made again.

            up --copies 1 adds a Neo4j to a set of one, for reads while the first is away.
            up and down take --only postgres,redis too: some of postgres, neo4j, cassandra, kafka and redis.

            One node of each engine, or with --nodes 3 three: Cassandra with three copies, Kafka with
            min.insync.replicas=2, PostgreSQL with two standbys of which one must have each commit, Redis with two
            replicas and three sentinels, and two of Neo4j, whose free edition knows no cluster.
            PostgreSQL and Redis come from Debian, the others from Maven Central; Cassandra needs a JDK 17.

            They are for development, tests and benches. Each asks for the password of the set, which is in engines.json
            and secrets that only its owner can read, and has no port that a web page could use.

              MAGPIE_ENGINES   the folder with all of it; otherwise .engines in the checkout
              MAGPIE_ENGINE_JAVA_OPTS   JVM flags for those in Java that start now. They start fast with the first compiler
                               alone: -XX:TieredStopAtLevel=4 gives them both, for a set that runs for long
            """;

    private final Home home;
    private final Path lib;
    private final CommandLine commands;

    /** Takes the folder of the engines, the folder of fetched programs, and the stream for answers. */
    public Main(Home home, Path lib, PrintStream out) {
        this.home = home;
        this.lib = lib;
        this.commands = new CommandLine(HELP, out);
    }

    /** Runs one sub-command and exits: 0 for success, 1 for failure, 2 for wrong arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        Locale.setDefault(Locale.ROOT); // libraries must not depend on the machine's language
        System.exit(new Main(home(), lib(), System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) throws InterruptedException {
        return commands.run(arguments, this::act);
    }

    /** The folder of the engines, which may not exist yet. */
    public static Home home() {
        String asked = Objects.requireNonNullElse(System.getenv("MAGPIE_ENGINES"), "");
        return Home.at(asked.isBlank() ? checkout().resolve(".engines") : Path.of(asked), "engines");
    }

    /** The folder of fetched programs, shared by all sets of a checkout. */
    public static Path lib() {
        return checkout().resolve(".engines/lib");
    }

    public static Path checkout() {
        return Path.of(System.getProperty("magpie.root", ".")).toAbsolutePath();
    }

    /** The flags of up. */
    record UpFlags(
            @Setting(value = "0", help = "how many of each: 1 or 3; 0 for as many as there are, or one")
            int nodes,

            @Setting(value = "0", max = 8, help = "how many more of Neo4j, with copies of the graph")
            int copies,

            @Setting(value = "", help = "the engines; all if empty")
            List<String> only) {}

    /** The flags of down. */
    record DownFlags(
            @Setting(value = "", help = "the engines; all if empty")
            List<String> only) {}

    private void act(String command, List<String> rest) throws IOException, InterruptedException {
        EngineSet set = new EngineSet(home);
        switch (command) {
            case "up" -> {
                UpFlags flags = CommandLine.flags(rest, UpFlags.class);
                EngineSet wanted = new EngineSet(home, EngineSet.engines(flags.copies()));
                home.writeConfig(wanted.up(nodes(flags), flags.only(), lib));
                Progress.say(home.config() + " tells Magpie where they are");
            }
            case "down" -> set.down(CommandLine.flags(rest, DownFlags.class).only());
            case "status" -> commands.status(set, rest);
            case "logs" -> commands.logs(set, rest);
            case "restart" -> set.restart(CommandLine.name(rest));
            case "promote" -> set.promote(CommandLine.name(rest));
            case "backup" -> set.backup(CommandLine.folder(rest));
            case "restore" -> {
                home.writeConfig(set.restore(CommandLine.folder(rest), lib));
                Progress.say(home.config() + " tells Magpie where they are");
            }
            case "reset" -> {
                CommandLine.flags(rest, CommandLine.NoFlags.class);
                set.reset();
            }
            default ->
                throw new ConfigException(List.of("there is no ./magpie engines " + command
                        + " (expected: up, down, status, logs, restart, promote, backup, restore, reset or help)."));
        }
    }

    private static int nodes(UpFlags flags) {
        if (!List.of(0, 1, 3).contains(flags.nodes())) {
            throw new ConfigException(List.of("--nodes " + flags.nodes() + " (expected: 1 or 3)"));
        }
        return flags.nodes();
    }
}
