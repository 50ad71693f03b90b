package magpie.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import magpie.bench.command.Bench;
import magpie.kit.config.ConfigException;

/** The entry point of {@code ./magpie bench}. */
public final class Main {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private static final List<Bench> BENCHES = benches();

    private Main() {}

    /** Runs one bench and exits: 0 for success, 1 if it or too many requests failed, 2 for wrong flags. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // libraries must not depend on the machine's language
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) {
        String name = arguments.isEmpty() ? "help" : arguments.getFirst();
        Optional<Bench> bench =
                BENCHES.stream().filter(one -> one.name().equals(name)).findFirst();
        if (List.of("help", "--help", "-h").contains(name)) {
            System.out.print(help());
            return OK;
        } else if (bench.isEmpty()) {
            System.err.println("magpie: there is no bench " + name + " (expected: one of " + names() + ").");
            return WRONG;
        } else if (arguments.contains("--help") || arguments.contains("-h")) {
            System.out.print(bench.get().help());
            return OK;
        }
        return run(bench.get(), arguments.subList(1, arguments.size()));
    }

    private static int run(Bench bench, List<String> arguments) {
        try {
            return bench.run(arguments) ? OK : FAILED;
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

    /** The benches of this module, and those of others: the microbenchmarks, which know the services. */
    private static List<Bench> benches() {
        List<Bench> all = new ArrayList<>(List.of(
                FeedBench.BENCH,
                GrowthBench.BENCH,
                StartBench.BENCH,
                MemoryBench.BENCH,
                OverloadBench.BENCH,
                SoakBench.BENCH,
                CapacityBench.BENCH));
        ServiceLoader.load(Bench.Source.class).forEach(source -> all.add(source.bench()));
        all.add(Comparison.BENCH);
        return List.copyOf(all);
    }

    private static String names() {
        return BENCHES.stream().map(Bench::name).collect(Collectors.joining(", "));
    }

    private static String help() {
        StringBuilder text = new StringBuilder("""
                Measures Magpie. docs/benchmarks.md says what each figure means.

                """);
        for (Bench bench : BENCHES) {
            text.append(String.format(Locale.ROOT, "  ./magpie bench %-9s %s%n", bench.name(), bench.summary()));
        }
        return text.append("""
                  ./magpie bench web       the page in a real browser: sizes, times, memory, places kept

                Each has --help. A bench that needs a server starts one with ./magpie up, on a temporary folder and with
                --limits=off; MAGPIE_JAVA_OPTS goes to that server. Results are shown, and kept as JSON in bench/results.
                Exit code 1 if more than 0.1 % of the requests failed, 2 for wrong flags.
                """).toString();
    }
}
