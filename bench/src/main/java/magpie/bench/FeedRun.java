package magpie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import magpie.bench.drive.Kind;
import magpie.bench.drive.Pace;
import magpie.bench.drive.Plan;
import magpie.bench.drive.Stage;
import magpie.bench.drive.Tally;
import magpie.bench.machine.Stolen;
import magpie.bench.report.Figures;
import magpie.bench.report.Progress;
import magpie.bench.rig.Celebrity;
import magpie.bench.rig.Costs;
import magpie.bench.rig.Footprint;
import magpie.bench.rig.Meter;
import magpie.bench.rig.Rig;
import magpie.bench.rig.Visibility;

/** What {@code bench feed} measures on one server with its network. */
final class FeedRun {
    private static final double SHARE_OF_SATURATION = 0.5;
    private static final int WARM_UP_STAGE = 10;
    private static final int PROBE_STAGE = 11;
    private static final int MIX_STAGE = 12;

    private final Rig rig;
    private final FeedConfig config;
    private final Figures figures = new Figures();
    private int mixes;

    FeedRun(Rig rig, FeedConfig config) {
        this.rig = rig;
        this.config = config;
    }

    /** Measures everything. The readers are those whose feed fills a page. */
    Figures measure(int[] readers) throws IOException, InterruptedException {
        Costs costs = new Costs(rig, readers, Duration.ofSeconds(config.costSeconds()), !config.readOnly());
        warmUp(costs);
        double rate = rate();
        for (int i = 1; i <= config.repeat(); i++) {
            Progress.say("repeat " + i + " of " + config.repeat() + ": the mix"
                    + String.format(Locale.ROOT, " at %,.0f/s for %d s …", rate, config.seconds()));
            mix(rate);
            if (config.costSeconds() > 0) {
                costs.measure(figures);
            }
        }
        if (config.celebrity() > 0) {
            celebrity(rate);
        }
        new Footprint(rig.server()).add(figures);
        return figures;
    }

    /** Lets the server compile its code: for the mix, and for each measured operation at full speed. */
    private void warmUp(Costs costs) throws IOException, InterruptedException {
        Progress.say("warming up …");
        rig.prepare();
        rig.run(plan(WARM_UP_STAGE), Pace.closed(Duration.ofSeconds(config.warmUp())));
        if (config.costSeconds() > 0) {
            costs.measure(new Figures());
        }
    }

    private double rate() throws IOException, InterruptedException {
        if (config.rate() > 0) {
            return config.rate();
        }
        double saturation = rig.saturation(plan(PROBE_STAGE));
        figures.more("mix: saturation", "/s", saturation);
        return Math.max(1, saturation * SHARE_OF_SATURATION);
    }

    private void mix(double rate) throws IOException, InterruptedException {
        rig.prepare();
        Pace pace = Pace.open(rate, Duration.ofSeconds(config.seconds()));
        Visibility visibility = config.readOnly() ? null : Visibility.start(rig);
        Stolen before = Stolen.now();
        Meter meter = Meter.start(rig.server());
        Stage stage = rig.run(plan(MIX_STAGE + mixes++), pace);
        Meter.Used used = meter.read();
        figures.note("mix: stolen by the machine's host", "%", Stolen.now().percentSince(before));
        figures.note("mix: requests", "/s", stage.perSecond(stage.done()));
        stage.tallies().forEach((kind, tally) -> figures.latencies("mix, " + kind, tally.micros()));
        if (visibility != null) {
            visibility.close();
            rig.failures().add("visibility", visibility.tally());
            figures.latencies("mix, acknowledged to visible", visibility.tally().micros());
            figures.note(
                    "mix: deliveries a publish",
                    "",
                    used.deliveries() / stage.of(Kind.PUBLISH).done());
        }
        figures.less("mix: server", "cores", used.serverCores());
        figures.note("mix: generator", "cores", used.ownCores());
    }

    private void celebrity(double rate) throws IOException, InterruptedException {
        Celebrity celebrity = Celebrity.raise(rig, config.celebrity());
        rig.prepare();
        Progress.say("the celebrity's posts beside the mix …");
        Pace pace = Pace.open(rate, Duration.ofSeconds(config.seconds()));
        Visibility ordinary = Visibility.start(rig);
        Tally seen;
        try (celebrity;
                ordinary) {
            celebrity.start();
            rig.run(plan(MIX_STAGE + mixes++), pace);
            seen = celebrity.tally();
        }
        rig.server().settle();
        rig.failures().add("celebrity", seen);
        rig.failures().add("visibility", ordinary.tally());
        figures.note("celebrity: followers", "", config.celebrity());
        figures.note("celebrity: follows brought in", "/s", celebrity.followsPerSecond());
        figures.latencies("celebrity, acknowledged to visible", seen.micros());
        figures.latencies("meanwhile an ordinary author's", ordinary.tally().micros());
    }

    private Plan plan(int stage) {
        return config.readOnly() ? rig.network().reads(stage) : rig.network().mix(stage);
    }
}
