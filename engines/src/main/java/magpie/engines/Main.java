package magpie.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import magpie.engines.EngineSet.Status;
import magpie.kit.config.ConfigException;
import magpie.kit.config.Setting;
import magpie.kit.config.Settings;
import magpie.kit.json.Json;

/** {@code ./magpie engines}. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final String HELP = """
            The engines of the cluster product on this machine, on loopback, without Docker.

              ./magpie engines up [--nodes 3]    fetch what is missing, start what does not run, wait until all answer
              ./magpie engines down              stop them; their data stays
              ./magpie engines status [--json]   name, node, pid, address, role, health
              ./magpie engines logs [NAME]       where the logs are, or one of them
              ./magpie engines restart NAME      one node, for example kafka-1, or all of an engine one after another
              ./magpie engines promote NAME      make a standby of PostgreSQL the primary; postgres for the best one
              ./magpie engines reset             stop all and remove their data

            up and down take --only postgres,redis too: some of postgres, neo4j, cassandra, kafka and redis.

            One node of each engine, or with --nodes 3 three: Cassandra with three copies, Kafka with
            min.insync.replicas=2, PostgreSQL with two standbys of which one must have each commit, Redis with two
            replicas and three sentinels, and two of Neo4j, whose free edition knows no cluster.
            PostgreSQL and Redis come from Debian, the others from Maven Central; Cassandra needs a JDK 17.

            They are for development, tests and benches: whoever has an account on this machine can reach them, and only
            PostgreSQL and Redis ask for a password (in engines.json).

              MAGPIE_ENGINES   the folder with all of it; otherwise .engines in the checkout
            """;

    private Main() {}

    /** Runs one sub-command and exits: 0 when it went well, 1 when it failed, 2 for wrong arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) throws InterruptedException {
        return run(arguments, HELP, Main::act);
    }

    /** What is done for a command and the arguments after it. */
    interface Act {
        void on(String command, List<String> rest) throws IOException, InterruptedException;
    }

    static int run(List<String> arguments, String help, Act act) throws InterruptedException {
        String command = arguments.isEmpty() ? "help" : arguments.getFirst();
        if (command.equals("help") || arguments.contains("--help") || arguments.contains("-h")) {
            System.out.print(help);
            return 0;
        }
        try {
            act.on(command, arguments.subList(1, arguments.size()));
            return 0;
        } catch (ConfigException e) {
            e.mistakes().forEach(mistake -> Progress.say("magpie: " + mistake));
            return WRONG;
        } catch (EngineException e) {
            Progress.say("magpie: " + e.getMessage());
            return FAILED;
        } catch (IOException e) {
            Progress.say("magpie: something went wrong: " + e);
            return FAILED;
        }
    }

    /** The flags of up. */
    record UpFlags(
            @Setting(value = "0", help = "how many of each: 1 or 3; 0 for as many as there are, or one")
            int nodes,

            @Setting(value = "", help = "the engines; all if empty")
            List<String> only) {}

    /** The flags of down. */
    record DownFlags(
            @Setting(value = "", help = "the engines; all if empty")
            List<String> only) {}

    /** The flags of status. */
    record StatusFlags(
            @Setting(value = "off", help = "for programs to read")
            boolean json) {}

    /** No flags. */
    record NoFlags() {}

    private static void act(String command, List<String> rest) throws IOException, InterruptedException {
        EngineSet set = new EngineSet(home());
        switch (command) {
            case "up" -> {
                UpFlags flags = flags(rest, UpFlags.class);
                home().writeConfig(set.up(nodes(flags), flags.only(), lib()));
                Progress.say(home().config() + " tells Magpie where they are");
            }
            case "down" -> set.down(flags(rest, DownFlags.class).only());
            case "status" -> status(set.status(), flags(rest, StatusFlags.class).json());
            case "logs" -> logs(set, rest);
            case "restart" -> set.restart(name(rest));
            case "promote" -> set.promote(name(rest));
            case "reset" -> {
                flags(rest, NoFlags.class);
                set.reset();
            }
            default ->
                throw new ConfigException(List.of("there is no ./magpie engines " + command
                        + " (expected: up, down, status, logs, restart, promote, reset or help)."));
        }
    }

    static <T extends Record> T flags(List<String> arguments, Class<T> type) {
        Settings settings = Settings.of(arguments, Map.of());
        T flags = settings.bind("", type);
        settings.finish();
        return flags;
    }

    private static int nodes(UpFlags flags) {
        if (!List.of(0, 1, 3).contains(flags.nodes())) {
            throw new ConfigException(List.of("--nodes " + flags.nodes() + " (expected: 1 or 3)"));
        }
        return flags.nodes();
    }

    static String name(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new ConfigException(List.of("say which one, for example kafka-1; status lists them."));
        }
        return arguments.getFirst();
    }

    static void status(List<Status> all, boolean json) {
        if (json) {
            System.out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all));
            return;
        }
        for (Status one : all) {
            String pid = one.pid() == 0 ? "-" : Long.toString(one.pid());
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %8s  %-16s %-8s %s%n",
                    one.name(),
                    pid,
                    one.address(),
                    one.role(),
                    one.health());
        }
    }

    static void logs(EngineSet set, List<String> rest) throws IOException {
        if (rest.isEmpty()) {
            for (Node node : set.existing().nodes()) {
                System.out.println(set.process(node.name()).log());
            }
        } else {
            Files.copy(set.process(name(rest)).log(), System.out);
            System.out.flush();
        }
    }

    /** Where the engines are, or shall be. */
    static Home home() {
        String asked = Objects.requireNonNullElse(System.getenv("MAGPIE_ENGINES"), "");
        return Home.at(asked.isBlank() ? checkout().resolve(".engines") : Path.of(asked), "engines");
    }

    /** What is fetched is the same for all sets of a checkout. */
    static Path lib() {
        return checkout().resolve(".engines/lib");
    }

    static Path checkout() {
        return Path.of(System.getProperty("magpie.root", "."));
    }
}
