package magpie.micro;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of this package by JMH. */
public final class Micro {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Micro() {}

    /**
     * One benchmark's result.
     *
     * @param name for example {@code timeline.insert}
     * @param nanos the time of each call, one value per measurement
     * @param bytes the bytes each call allocated; NaN if that is unknown
     */
    public record Result(String name, List<Double> nanos, double bytes) {}

    /** Runs the selected benchmarks. */
    public static List<Result> run(MicroConfig config) {
        try {
            Collection<RunResult> results = new Runner(options(config)).run();
            return results.stream().map(Micro::result).toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH: " + e.getMessage(), e);
        }
    }

    private static Options options(MicroConfig config) {
        TimeValue time = TimeValue.seconds(config.seconds());
        return new OptionsBuilder()
                .include("(?i)" + Micro.class.getPackageName() + "\\..*" + config.only() + ".*")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(config.forks())
                .warmupTime(time)
                .warmupIterations(config.iterations())
                .measurementTime(time)
                .measurementIterations(config.iterations())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static Result result(RunResult run) {
        List<Double> nanos = run.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
        var allocated = run.getSecondaryResults().get(ALLOCATED);
        return new Result(
                name(run.getParams().getBenchmark()), nanos, allocated == null ? Double.NaN : allocated.getScore());
    }

    /** {@code timeline.insert} for {@code magpie.micro.TimelineBenchmark.insert}. */
    static String name(String benchmark) {
        String[] parts = benchmark.split("\\.", -1);
        String type = parts[parts.length - 2].replace("Benchmark", "");
        return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "." + parts[parts.length - 1];
    }
}
