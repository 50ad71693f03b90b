package magpie.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import magpie.chaos.audit.Violation;
import magpie.chaos.fault.ClusterTarget;
import magpie.chaos.fault.EmbeddedTarget;
import magpie.chaos.fault.Target;
import magpie.engines.cluster.Fleet;
import magpie.kit.config.ConfigException;
import magpie.kit.config.ConfigOverlay;
import magpie.kit.config.FlagHelp;
import magpie.kit.config.Settings;
import magpie.kit.config.Variables;
import magpie.kit.files.Folders;

/** The entry point of {@code ./magpie chaos}. */
public final class Main {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final String HELP = """
            ./magpie chaos: breaks parts of a network under load, and proves that nothing acknowledged is lost or undone

            People publish, delete, follow, like, repost, block, mute, change their profiles and read their feeds at a steady
            rate, while nodes are killed, paused, restarted or cut off, one at a time. What took over a second is turned
            into its opposite at once. At the end everything that was acknowledged is read again: posts, relations, profiles,
            counts and every feed to its end. docs/reliability.md says what each figure means.

            Without --url one process with every role is started on a temporary folder. With it a running cluster is
            broken: ./magpie engines up --nodes 3, then ./magpie cluster up --set limits=off, then
            ./magpie chaos --url http://127.0.0.1:8080. Its people are new and stay there.

            The report goes to standard output as Markdown, the progress to standard error. Exit code 1 if a promise was
            broken or the run failed, 2 for wrong flags.

            Flags, with their defaults:
            """;

    private Main() {}

    /** Runs and exits: 0 if every promise was kept, 1 if not or if the run failed, 2 for wrong flags. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // libraries must not depend on the machine's language
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            System.out.print(HELP + FlagHelp.of(List.of(ChaosConfig.class)));
            return OK;
        }
        try {
            return run(config(arguments), arguments) ? OK : FAILED;
        } catch (ConfigException e) {
            e.mistakes().forEach(mistake -> System.err.println("magpie: " + mistake));
            return WRONG;
        } catch (IOException | Violation e) {
            System.err.println("magpie: the run failed: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static ChaosConfig config(List<String> arguments) {
        Settings settings = Settings.of(arguments, Map.of());
        Variables.misspelt(System.getenv()).forEach(settings::mistake);
        ChaosConfig config = settings.bind("", ChaosConfig.class);
        settings.finish();
        List<String> mistakes = config.mistakes();
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
        return config;
    }

    private static boolean run(ChaosConfig config, List<String> arguments) throws IOException, InterruptedException {
        String launcher = System.getProperty("magpie.launcher");
        if (launcher == null) {
            throw new IOException("Processes are started by the launcher: run it as ./magpie chaos.");
        }
        if (!config.url().isEmpty()) {
            try (Target target = new ClusterTarget(launcher, Fleet.usual(), config.url())) {
                return run(config, target, arguments);
            }
        }
        Path folder = Files.createTempDirectory("magpie-chaos-");
        List<String> settings = new ArrayList<>(List.of("gateway.access-log=off", "log-level=warn"));
        settings.addAll(config.set());
        List<String> flags = ConfigOverlay.of(settings).stream()
                .map(setting -> "--" + setting)
                .toList();
        try (Target target = EmbeddedTarget.start(List.of(launcher, "up"), folder.resolve("data"), flags)) {
            return run(config, target, arguments);
        } finally {
            Folders.remove(folder);
        }
    }

    private static boolean run(ChaosConfig config, Target target, List<String> arguments)
            throws IOException, InterruptedException {
        long seed = config.seed() == 0 ? 1 + new Random().nextInt(Integer.MAX_VALUE - 1) : config.seed();
        ChaosOutcome outcome = new ChaosRun(config, seed, target, System.err::println).run();
        System.out.print(outcome.report());
        if (!config.report().equals("none")) {
            System.err.println("results: " + Results.keep(outcome, arguments, config.report()));
        }
        return outcome.passed();
    }
}
