package magpie.bench.command;

import java.io.IOException;
import java.util.List;
import magpie.bench.report.Outcome;
import magpie.bench.report.OutcomeText;
import magpie.bench.report.ResultsConfig;
import magpie.kit.config.FlagHelp;

/**
 * One of the benches.
 *
 * @param name its command
 * @param summary what it does, in a line
 * @param text more of its help
 * @param configs its flags
 * @param body its implementation
 */
public record Bench(String name, String summary, String text, List<Class<? extends Record>> configs, Body body) {

    /** Offers a bench of another module; found by {@link java.util.ServiceLoader}. */
    public interface Source {
        /** The bench. */
        Bench bench();
    }

    /** The implementation of a bench. */
    public interface Body {
        /** Runs it; whether all went well. */
        boolean run(Flags flags) throws IOException, InterruptedException;
    }

    /** Measures a server. */
    public interface Measuring {
        Outcome run(Flags flags) throws IOException, InterruptedException;
    }

    /** A body that prints the results and stores them; the flags must have a {@link ResultsConfig}. */
    public static Body reporting(Measuring measuring) {
        return flags -> {
            Outcome outcome = measuring.run(flags);
            System.out.print(OutcomeText.of(outcome));
            flags.get(ResultsConfig.class).keep(outcome);
            return outcome.passed();
        };
    }

    public boolean run(List<String> arguments) throws IOException, InterruptedException {
        return body.run(Flags.of(name, arguments, configs));
    }

    public String help() {
        String flags = configs.isEmpty() ? "" : "\nFlags, with their defaults:\n" + FlagHelp.of(configs);
        return "./magpie bench " + name + ": " + summary + "\n\n" + text + flags;
    }

    @Override
    public String toString() {
        return name;
    }
}
