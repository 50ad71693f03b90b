package magpie.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import magpie.bench.Meter.Used;
import magpie.bench.Results.Alone;
import magpie.bench.Results.Costs;
import magpie.bench.Results.Mixed;
import magpie.bench.Results.Round;
import magpie.kit.json.Json;
import org.HdrHistogram.Histogram;

/** Results as JSON; times in milliseconds, CPU in microseconds. */
final class ResultsJson {
    private ResultsJson() {}

    static String of(Results results) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("command", results.command());
        all.put("machine", results.machine());
        all.put("server", results.server());
        all.put("disk", results.disk());
        all.put("graph", results.graph().name());
        all.put("users", results.graph().users());
        all.put("follows", results.graph().follows());
        all.put("fullPages", results.fullPages());
        all.put("loadFollows", stage(results.loaded().follows()));
        all.put("loadPosts", stage(results.loaded().posts()));
        all.put("saturationPerSecond", results.saturation());
        all.put("mix", mix(results.mix()));
        if (results.costs() != null) {
            all.put("costs", costs(results.costs()));
        }
        all.put("residentBytes", results.residentBytes());
        all.put("errorShare", results.errorShare());
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> mix(Mixed mix) {
        Map<String, Object> all = stage(mix.stage());
        all.put("rate", mix.pace().rate());
        all.put("used", used(mix.used()));
        all.put("visibility", tally(mix.visibility()));
        return all;
    }

    private static Map<String, Object> costs(Costs costs) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("feedReadMicros", costs.reads().microsEach());
        all.put("publishMicros", costs.all().publishes().microsEach());
        all.put("deliveryMicros", costs.all().deliveryMicros());
        all.put(
                "deliveryMicrosByRound",
                costs.rounds().stream().map(Round::deliveryMicros).toList());
        all.put("deliveriesPerPublish", costs.followersEach());
        all.put("deliveriesPerSecond", costs.deliveriesPerSecond());
        all.put("feedReads", alone(costs.reads()));
        all.put("publishesToNobody", alone(costs.all().publishes()));
        all.put("publishesToFollowers", alone(costs.all().fanOuts()));
        return all;
    }

    private static Map<String, Object> alone(Alone alone) {
        Map<String, Object> all = stage(alone.stage());
        all.put("used", used(alone.used()));
        return all;
    }

    private static Map<String, Object> stage(Stage stage) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seconds", stage.nanos() / 1e9);
        all.put("unsent", stage.unsent());
        stage.tallies().forEach((kind, tally) -> {
            Map<String, Object> one = tally(tally);
            one.put("perSecond", stage.perSecond(tally.done()));
            all.put(kind.toString(), one);
        });
        return all;
    }

    private static Map<String, Object> tally(Tally tally) {
        Histogram micros = tally.micros();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("done", tally.done());
        all.put("errors", tally.errors());
        all.put("itemsPerPage", tally.itemsPerPage());
        for (double percentile : new double[] {50, 90, 99, 99.9, 100}) {
            String name = percentile == 100 ? "max" : "p" + (percentile % 1 == 0 ? "" + (int) percentile : percentile);
            all.put(name, micros.getValueAtPercentile(percentile) / 1e3);
        }
        return all;
    }

    private static Map<String, Object> used(Used used) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seconds", used.nanos() / 1e9);
        all.put("serverCpuMicros", used.serverMicros());
        all.put("generatorCpuMicros", used.ownMicros());
        all.put("deliveries", used.deliveries());
        return all;
    }
}
