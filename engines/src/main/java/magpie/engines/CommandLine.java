package magpie.engines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import magpie.engines.node.EngineException;
import magpie.engines.node.Node;
import magpie.engines.node.Progress;
import magpie.kit.config.ConfigException;
import magpie.kit.config.Setting;
import magpie.kit.config.Settings;
import magpie.kit.config.Variables;
import magpie.kit.json.Json;

/**
 * What the commands on a set of servers share.
 *
 * @param help their help text
 * @param out where answers go
 */
public record CommandLine(String help, PrintStream out) {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    /** Runs a command with the arguments after it. */
    public interface Action {
        void on(String command, List<String> rest) throws IOException, InterruptedException;
    }

    /** The flags of status. */
    record StatusFlags(
            @Setting(value = "off", help = "for programs to read")
            boolean json) {}

    /** No flags. */
    public record NoFlags() {}

    /** Runs one sub-command and returns the exit code: 0 for success, 1 for failure, 2 for wrong arguments. */
    public int run(List<String> arguments, Action action) throws InterruptedException {
        String command = arguments.isEmpty() ? "help" : arguments.getFirst();
        if (command.equals("help") || arguments.contains("--help") || arguments.contains("-h")) {
            out.print(help);
            return 0;
        }
        try {
            refuseMisspelt();
            action.on(command, arguments.subList(1, arguments.size()));
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

    private static void refuseMisspelt() {
        List<String> mistakes = Variables.misspelt(System.getenv());
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
    }

    public static <T extends Record> T flags(List<String> arguments, Class<T> type) {
        Settings settings = Settings.ofFlags(arguments);
        T flags = settings.bind("", type);
        settings.finish();
        return flags;
    }

    public static String name(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new ConfigException(List.of("say which one, by a name that status lists."));
        }
        return arguments.getFirst();
    }

    static Path folder(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new ConfigException(List.of("say which folder."));
        }
        return Path.of(arguments.getFirst()).toAbsolutePath().normalize();
    }

    public void status(EngineSet set, List<String> rest) throws IOException, InterruptedException {
        boolean json = flags(rest, StatusFlags.class).json();
        List<Status> all = set.status();
        if (json) {
            out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all));
            return;
        }
        for (Status one : all) {
            String pid = one.pid() == 0 ? "-" : Long.toString(one.pid());
            out.printf(
                    Locale.ROOT,
                    "%-12s %8s  %-16s %-18s %s%n",
                    one.name(),
                    pid,
                    one.address(),
                    one.role(),
                    one.health());
        }
    }

    public void logs(EngineSet set, List<String> rest) throws IOException {
        if (rest.isEmpty()) {
            for (Node node : set.existing().nodes()) {
                out.println(set.process(node.name()).log());
            }
        } else {
            Files.copy(set.process(name(rest)).log(), out);
            out.flush();
        }
    }
}
