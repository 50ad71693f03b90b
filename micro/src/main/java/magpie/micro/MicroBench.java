package magpie.micro;

import java.util.List;
import magpie.bench.command.Bench;
import magpie.bench.command.Flags;
import magpie.bench.drive.Failures;
import magpie.bench.machine.Machine;
import magpie.bench.report.Figures;
import magpie.bench.report.Outcome;
import magpie.bench.report.Outcome.Circumstances;
import magpie.bench.report.Outcome.Column;
import magpie.bench.report.Progress;
import magpie.bench.report.ResultsConfig;

/** {@code bench micro}: microbenchmarks of single components, by JMH. */
public final class MicroBench implements Bench.Source {
    private static final Bench BENCH = new Bench(
            "micro",
            "inner pieces alone: ids, events, rate limits, timelines, page bytes, compression (JMH)",
            """
            Runs JMH: nanoseconds and bytes allocated a call, of one thread that does nothing else. A small figure here is
            no promise: the whole is measured by bench feed.
            """,
            List.of(MicroConfig.class, ResultsConfig.class),
            Bench.reporting(MicroBench::run));

    @Override
    public Bench bench() {
        return BENCH;
    }

    private static Outcome run(Flags flags) {
        Machine machine = Machine.here();
        Progress.say("a few minutes, without a word …");
        Figures figures = new Figures();
        for (Micro.Result result : Micro.run(flags.get(MicroConfig.class))) {
            result.nanos().forEach(nanos -> figures.less(result.name(), "ns", nanos));
            figures.less(result.name() + ": allocated", "B", result.bytes());
        }
        return new Outcome(
                "micro",
                new Circumstances(flags.command(), machine, "none", "nothing", "", flags.values()),
                List.of(new Column("", figures.list())),
                List.of(),
                new Failures());
    }
}
