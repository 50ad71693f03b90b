package magpie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import magpie.bench.Meter.Used;
import magpie.bench.Results.Alone;
import magpie.bench.Results.Costs;
import magpie.bench.Results.Mixed;
import org.HdrHistogram.Histogram;

/** Results for people, as a table, and for programs, as JSON. */
record Report(Results results) {
    private static final double MOST_ERRORS = 0.001;

    /** Whether so few requests failed that the figures mean something. */
    boolean passed() {
        return results.errorShare() <= MOST_ERRORS;
    }

    void write(Path file) throws IOException {
        Files.writeString(file, ResultsJson.of(results));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        head(text);
        load(text);
        mix(text, results.mix());
        if (results.costs() != null) {
            costs(text, results.costs());
        }
        errors(text);
        return text.toString();
    }

    private void head(StringBuilder text) {
        Machine machine = results.machine();
        line(text, "%n%s", results.command());
        line(
                text,
                "machine    %d cores, %s, %.0f GiB, %s, %s; data on %s",
                machine.cores(),
                machine.processor(),
                gib(machine.memoryBytes()),
                machine.system(),
                machine.jdk(),
                results.disk());
        if (machine.isBusy()) {
            line(
                    text,
                    "           it was busy with other things (load average %.1f before the run): the figures suffer",
                    machine.loadBefore());
        }
        line(text, "server     %s", results.server());
        line(text, "network    %s", results.graph());
    }

    private void load(StringBuilder text) {
        Stage follows = results.loaded().follows();
        Stage posts = results.loaded().posts();
        line(
                text,
                "load       %,d follows at %,.0f/s, %,d posts at %,.0f/s; %,d of %,d feeds fill a page",
                follows.done(),
                follows.perSecond(follows.done()),
                posts.done(),
                posts.perSecond(posts.done()),
                results.fullPages(),
                results.graph().users());
    }

    private void mix(StringBuilder text, Mixed mix) {
        String found =
                results.saturation() > 0 ? String.format(Locale.ROOT, "; it can do %,.0f/s", results.saturation()) : "";
        line(
                text,
                "%nThe mix, open loop, %,.0f/s for %.0f s%s",
                mix.pace().rate(),
                mix.pace().nanos() / 1e9,
                found);
        line(text, "  %-20s %9s %9s %9s %9s %9s %9s", "ms", "requests", "per s", "p50", "p99", "p99.9", "max");
        for (Kind kind : Kind.values()) {
            if (mix.stage().tallies().containsKey(kind)) {
                latencies(text, kind.toString(), mix.stage(), mix.stage().of(kind));
            }
        }
        Histogram seen = mix.visibility().micros();
        line(
                text,
                "  acknowledged to visible: p50 %s ms, p99 %s ms, max %s ms (%,d samples, %,d never seen)",
                millis(seen, 50),
                millis(seen, 99),
                millis(seen, 100),
                seen.getTotalCount(),
                mix.visibility().errors());
        cores(text, mix.used());
    }

    private void costs(StringBuilder text, Costs costs) {
        line(text, "%nEach alone, closed loop, drained");
        line(text, "  %-20s %9s %9s %9s %9s %9s %9s", "ms", "requests", "per s", "p50", "p99", "p99.9", "max");
        alone(text, "feed read", costs.reads(), Kind.FEED);
        alone(text, "publish to nobody", costs.all().publishes(), Kind.PUBLISH);
        alone(text, "publish to followers", costs.all().fanOuts(), Kind.PUBLISH);
        line(
                text,
                "%n  server CPU per feed read  %s µs  (%.1f posts a page)",
                digits(costs.reads().microsEach()),
                costs.reads().stage().of(Kind.FEED).itemsPerPage());
        line(
                text,
                "  server CPU per publish    %s µs",
                digits(costs.all().publishes().microsEach()));
        line(
                text,
                "  server CPU per delivery   %s µs  (%s to %s in %d rounds; %.1f deliveries a publish, %,.0f/s with it)",
                digits(costs.all().deliveryMicros()),
                digits(costs.spread().getMin()),
                digits(costs.spread().getMax()),
                costs.rounds().size(),
                costs.followersEach(),
                costs.deliveriesPerSecond());
    }

    private static void alone(StringBuilder text, String name, Alone alone, Kind kind) {
        latencies(text, name, alone.stage(), alone.stage().of(kind));
        cores(text, alone.used());
    }

    private static void latencies(StringBuilder text, String name, Stage stage, Tally tally) {
        line(
                text,
                "  %-20s %,9d %,9.0f %9s %9s %9s %9s",
                name,
                tally.done(),
                stage.perSecond(tally.done()),
                millis(tally.micros(), 50),
                millis(tally.micros(), 99),
                millis(tally.micros(), 99.9),
                millis(tally.micros(), 100));
    }

    private static void cores(StringBuilder text, Used used) {
        line(
                text,
                "    busy cores: server %.2f, generator %.2f; %,.0f deliveries",
                used.serverCores(),
                used.ownCores(),
                used.deliveries());
    }

    private void errors(StringBuilder text) {
        if (results.residentBytes() > 0) {
            line(text, "  server's resident memory at the end: %,d MiB", results.residentBytes() >> 20);
        }
        line(
                text,
                "%nerrors     %.3f %% of all requests (at most %.1f %%)",
                results.errorShare() * 100,
                MOST_ERRORS * 100);
        results.stages()
                .flatMap(stage -> stage.tallies().entrySet().stream())
                .filter(entry -> entry.getValue().errors() > 0)
                .forEach(entry -> line(
                        text,
                        "  %s: %,d, the first: %s",
                        entry.getKey(),
                        entry.getValue().errors(),
                        entry.getValue().firstError()));
        if (results.mix().stage().unsent() > 0) {
            line(
                    text,
                    "  the mix: %,d not sent, the rate is too high",
                    results.mix().stage().unsent());
        }
        if (results.mix().visibility().errors() > 0) {
            line(text, "  visibility: %s", results.mix().visibility().firstError());
        }
    }

    private static String millis(Histogram micros, double percentile) {
        return digits(micros.getValueAtPercentile(percentile) / 1e3);
    }

    /** Three digits that mean something. */
    static String digits(double number) {
        String form = Math.abs(number) < 10 ? "%.2f" : Math.abs(number) < 100 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, form, number);
    }

    private static double gib(long bytes) {
        return bytes / (double) (1L << 30);
    }

    private static void line(StringBuilder text, String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
