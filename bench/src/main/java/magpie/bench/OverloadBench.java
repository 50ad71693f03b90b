package magpie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import magpie.bench.command.Bench;
import magpie.bench.command.Flags;
import magpie.bench.drive.Drive;
import magpie.bench.drive.Failures;
import magpie.bench.drive.Kind;
import magpie.bench.drive.Pace;
import magpie.bench.drive.Slices;
import magpie.bench.drive.Slices.Slice;
import magpie.bench.graph.NetworkConfig;
import magpie.bench.report.Figures;
import magpie.bench.report.Outcome;
import magpie.bench.report.Progress;
import magpie.bench.report.ResultsConfig;
import magpie.bench.rig.Footprint;
import magpie.bench.rig.Rig;
import magpie.bench.server.TargetConfig;

/**
 * {@code bench overload}: the mix at several times the server's capacity, then immediately at a third of it. One open
 * loop throughout, so that the backlog of the overload is still there when it ends.
 */
final class OverloadBench {
    static final Bench BENCH = new Bench(
            "overload",
            "what is shed at several times saturation, how the rest fares, and how soon it is over",
            """
            Drives the mix in an open loop at --factor times what a probe found, then at 0.3 of it. Latencies of accepted
            requests are given from when they were to start and from when they were really sent: the generator has
            --overload-connections, and a request waits in it while all of them wait for the server. What could not be
            sent before the overload ended is never sent. The server is itself again from the first of three seconds in a
            row in which nothing is refused and each kind's p99 is at most twice, or 5 ms above, what it was before.
            """,
            List.of(OverloadConfig.class, NetworkConfig.class, TargetConfig.class, ResultsConfig.class),
            Bench.reporting(flags -> new OverloadBench(flags).run()));

    private static final double CALM = 0.3;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int WARM_UP_STAGE = 10;
    private static final int PROBE_STAGE = 11;
    private static final int CALM_STAGE = 12;
    private static final int SURGE_STAGE = 13;
    private static final Kind[] KINDS = {Kind.FEED, Kind.TIMELINE, Kind.PUBLISH};

    private final OneServer run;
    private final OverloadConfig config;
    private final Figures figures;

    private OverloadBench(Flags flags) {
        this.run = OneServer.of(flags);
        this.config = flags.get(OverloadConfig.class);
        this.figures = run.figures();
    }

    private Outcome run() throws IOException, InterruptedException {
        return run.run("overload", new Failures(true), (rig, name) -> measure(rig));
    }

    private void measure(Rig rig) throws IOException, InterruptedException {
        OneServer.warmUp(rig, rig.network().mix(WARM_UP_STAGE), config.warmUp());
        double saturation = config.saturation() > 0
                ? config.saturation()
                : rig.saturation(rig.network().mix(PROBE_STAGE));
        figures.more("saturation", "/s", saturation);
        // The same connections before and during the overload: the generator's own share of a latency grows with them.
        Drive drive = new Drive(rig.server().api(), config.overloadConnections());
        Slices before = calm(rig, drive, saturation * CALM);
        Slices slices = surge(rig, drive, saturation);
        overloaded(slices, saturation);
        recovered(before, slices);
        new Footprint(rig.server()).add(figures);
    }

    private Slices calm(Rig rig, Drive drive, double rate) throws IOException, InterruptedException {
        Progress.say(String.format(Locale.ROOT, "calm, %,.0f/s for %d s …", rate, config.calmSeconds()));
        rig.prepare();
        Slices slices = new Slices(SECOND, config.calmSeconds());
        rig.failures()
                .add(drive.run(
                        rig.network().mix(CALM_STAGE), Pace.open(rate, config.calm()), rig.api(), _ -> {}, slices));
        return slices;
    }

    /** Its refusals are not counted as failures: the server is expected to shed load here. */
    private Slices surge(Rig rig, Drive drive, double saturation) throws IOException, InterruptedException {
        Progress.say(String.format(
                Locale.ROOT,
                "overload, %,.0f/s for %d s, then calm …",
                saturation * config.factor(),
                config.seconds()));
        rig.prepare();
        Slices slices = new Slices(SECOND, config.seconds() + config.calmSeconds());
        Pace pace = Pace.surge(saturation * config.factor(), config.surge(), saturation * CALM, config.calm());
        drive.run(rig.network().mix(SURGE_STAGE), pace, rig.api(), _ -> {}, slices);
        return slices;
    }

    private void overloaded(Slices slices, double saturation) {
        Slice all = slices.sum(0, config.seconds(), KINDS);
        double planned = saturation * config.factor() * config.seconds();
        figures.note("overload: planned", "/s", planned / config.seconds());
        figures.note("overload: sent", "/s", (double) all.sent() / config.seconds());
        figures.more("overload: accepted", "/s", (double) all.accepted() / config.seconds());
        figures.less("overload: failed otherwise", "%", percent(all.failed(), all.sent()));
        for (Kind kind : KINDS) {
            Slice slice = slices.sum(0, config.seconds(), kind);
            figures.note("overload, " + kind + ": accepted", "%", percent(slice.accepted(), slice.sent()));
            figures.note("overload, " + kind + ": shed (503)", "%", percent(slice.shed(), slice.sent()));
            figures.latencies("overload, " + kind + ", accepted", slice.fromIntended());
            figures.latencies("overload, " + kind + ", accepted, from sent", slice.fromSent());
        }
    }

    private void recovered(Slices before, Slices slices) {
        for (Kind kind : KINDS) {
            figures.latencies(
                    "before, " + kind, before.sum(0, before.count(), kind).fromIntended());
        }
        OptionalInt second = recovery(before, slices, config.seconds());
        figures.less("seconds until it is itself again", "s", second.orElse(config.calmSeconds()));
        if (second.isEmpty()) {
            run.notes().add("It was not itself again within " + config.calmSeconds() + " s.");
        }
    }

    /** How many seconds after the overload the first three normal ones in a row begin; empty if they never come. */
    static OptionalInt recovery(Slices before, Slices slices, int from) {
        int normal = 0;
        for (int i = from; i < slices.count(); i++) {
            normal = isNormal(before, slices, i) ? normal + 1 : 0;
            if (normal == 3) {
                return OptionalInt.of(i - 2 - from);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isNormal(Slices before, Slices slices, int second) {
        for (Kind kind : KINDS) {
            Slice now = slices.sum(second, second + 1, kind);
            double usual = before.sum(0, before.count(), kind).fromIntended().getValueAtPercentile(99);
            double most = Math.max(2 * usual, usual + 5_000);
            if (now.accepted() == 0
                    || now.shed() + now.failed() > 0
                    || now.fromIntended().getValueAtPercentile(99) > most) {
                return false;
            }
        }
        return true;
    }

    private static double percent(long part, long all) {
        return 100.0 * part / all;
    }
}
