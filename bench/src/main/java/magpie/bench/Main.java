package magpie.bench;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import magpie.kit.config.ConfigException;
import magpie.kit.config.Setting;
import magpie.kit.config.Settings;

/** The load generator's entry: {@code feed}. */
public final class Main {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private Main() {}

    /** Runs one bench and exits: 0 when it went well, 1 when it failed or too many requests did, 2 for wrong flags. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) {
        if (arguments.isEmpty()
                || arguments.getFirst().equals("help")
                || arguments.contains("--help")
                || arguments.contains("-h")) {
            System.out.print(help());
            return OK;
        } else if (!arguments.getFirst().equals("feed")) {
            System.err.println("magpie: there is no bench " + arguments.getFirst() + " (expected: feed).");
            return WRONG;
        }
        try {
            return feed(arguments);
        } catch (ConfigException e) {
            e.mistakes().forEach(mistake -> System.err.println("magpie: " + mistake));
            return WRONG;
        } catch (IOException e) {
            System.err.println("magpie: the bench failed: " + e);
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** Without the environment: MAGPIE_DATA and the like speak of a server, not of a bench. */
    static BenchConfig config(List<String> flags) {
        Settings settings = Settings.of(flags, Map.of());
        BenchConfig config = settings.bind("", BenchConfig.class);
        settings.finish();
        if (!config.mistakes().isEmpty()) {
            throw new ConfigException(config.mistakes());
        }
        return config;
    }

    private static int feed(List<String> arguments) throws IOException, InterruptedException {
        BenchConfig config = config(arguments.subList(1, arguments.size()));
        Report report = new FeedBench(config, "./magpie bench " + String.join(" ", arguments)).run();
        System.out.print(report.text());
        if (config.json() != null) {
            report.write(config.json());
        }
        return report.passed() ? OK : FAILED;
    }

    private static String help() {
        StringBuilder text = new StringBuilder("""
                bench feed [flags]     load a social graph, drive the mix (60 % home feed, 30 % author timeline,
                                       10 % publish) at a fixed rate, and measure what each request costs

                It starts a server of its own with a temporary data folder and --limits off, or drives a running one
                (--url with --data, or with --admin-url and --admin-token). Latencies count from when a request was
                to start (no coordinated omission). Exit code 1 if more than 0.1 % of the requests failed.

                Flags, with their defaults:
                """);
        for (RecordComponent component : BenchConfig.class.getRecordComponents()) {
            Setting setting = component.getAnnotation(Setting.class);
            String flag = "--" + Settings.key("", component.getName()) + " " + setting.value();
            text.append(String.format("  %-24s %s%n", flag.strip(), setting.help()));
        }
        return text.toString();
    }
}
