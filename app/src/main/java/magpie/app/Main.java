package magpie.app;

import java.util.List;
import java.util.Locale;
import magpie.api.ServiceException;
import magpie.app.admin.Backup;
import magpie.app.admin.OperatorException;
import magpie.app.node.NodeConfig;
import magpie.app.node.Plan;
import magpie.kit.StartException;
import magpie.kit.config.ConfigException;
import magpie.kit.config.Settings;
import magpie.kit.telemetry.Logging;

/** The program's entry point: {@code up}, {@code admin}, {@code backup}, {@code restore}, {@code train}. */
public final class Main {
    /** Success. */
    static final int OK = 0;

    /** It could not start, or failed. */
    static final int FAILED = 1;

    /** Wrong arguments or settings. */
    static final int WRONG = 2;

    private final Console console;

    Main(Console console) {
        this.console = console;
    }

    /** Runs one sub-command and exits. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // libraries must not depend on the machine's language
        Console console = new Console(System.out, System.err, System.getenv());
        System.exit(new Main(console).run(List.of(arguments)));
    }

    /** Runs one sub-command and returns the exit code. */
    int run(List<String> arguments) {
        String command = arguments.isEmpty() ? "help" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            console.out().print(Help.of(command));
            return OK;
        }
        try {
            return run(command, rest);
        } catch (ConfigException e) {
            e.mistakes().forEach(mistake -> console.err().println("magpie: " + mistake));
            return WRONG;
        } catch (OperatorException e) {
            return failed(e.getMessage(), WRONG, e, rest);
        } catch (StartException e) {
            return failed(String.valueOf(e.getMessage()), FAILED, e, rest);
        } catch (ServiceException e) {
            return failed(e.code() + ": " + e.safeMessage(), FAILED, e, rest);
        } catch (RuntimeException e) {
            return failed("something went wrong that should not: " + e, FAILED, e, rest);
        }
    }

    /** Configures logging from the settings; {@code quiet} if a person waits for a single answer. */
    static void configureLogging(NodeConfig config, boolean quiet) {
        String level = quiet && config.logLevel().equals("info") ? "warn" : config.logLevel();
        Logging.configure(level, config.logFormat().equals("json") ? Logging.Format.JSON : Logging.Format.TEXT);
    }

    private int run(String command, List<String> rest) {
        return switch (command) {
            case "up" -> new UpCommand(console).run(rest);
            case "admin" -> new AdminCommand(console).run(rest);
            case "backup" -> new AdminCommand(console).backup(rest);
            case "restore" -> restore(rest);
            case "train" -> Training.run(rest);
            case "help", "--help", "-h" -> help();
            default -> {
                console.err().println("magpie: there is no command " + command + ".");
                console.err().print(Help.overview());
                yield WRONG;
            }
        };
    }

    private int help() {
        console.out().print(Help.overview());
        return OK;
    }

    private int restore(List<String> rest) {
        CommandLine words = CommandLine.of(rest);
        NodeConfig config =
                Plan.of(Settings.of(words.flags(), console.environment())).node();
        configureLogging(config, true);
        console.out().println(Backup.restore(words.onePath("restore DIR --data NEW"), config.data()));
        return OK;
    }

    private int failed(String message, int code, RuntimeException reason, List<String> arguments) {
        console.err().println("magpie: " + message);
        if (String.join(" ", arguments).replace('=', ' ').contains("--log-level debug")) {
            reason.printStackTrace(console.err());
        }
        return code;
    }
}
