package magpie.bench.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import magpie.bench.drive.Kind;
import magpie.bench.drive.Pace;
import magpie.bench.drive.Plan;
import magpie.bench.drive.Request;
import magpie.bench.report.Figures;
import magpie.bench.report.Progress;
import magpie.bench.report.Statistics;

/**
 * Measures the cost of each operation when it is all that the server does, in CPU time of the server.
 *
 * <p>A delivery cannot be measured alone. Its cost is a small difference of large figures: posts by authors with many
 * followers minus posts by authors with none. So the difference is made large (the authors with the most followers),
 * and both run at the same rate, so that the server commits equally many posts at once, in alternating turns of a
 * second: anything else on the machine then affects both, and the median of the turns drops what affected one.
 */
public final class Costs {
    private static final double SHARE_OF_MOST = 0.5;
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int LEAST_TURNS = 3;

    private final Rig rig;
    private final int[] readers;
    private final Duration length;
    private final boolean writes;

    /**
     * Measures these readers' feeds, and publishing if wanted.
     *
     * @param length of each part
     */
    public Costs(Rig rig, int[] readers, Duration length, boolean writes) {
        this.rig = rig;
        this.readers = readers;
        this.length = length;
        this.writes = writes;
    }

    public void measure(Figures figures) throws IOException, InterruptedException {
        Progress.say("feed reads alone …");
        reads(figures, "feed read", rig.network().feedsOf(readers), Kind.FEED);
        reads(figures, "feed read, gzip", rig.network().compressedFeedsOf(readers, Kind.FEED_GZIP), Kind.FEED_GZIP);
        reads(
                figures,
                "feed read, as browsers ask",
                rig.network().compressedFeedsOf(readers, Kind.FEED_BROWSER),
                Kind.FEED_BROWSER);
        if (writes) {
            Progress.say("publishes alone, to nobody and to followers …");
            publishes(figures);
            deliveries(figures);
        }
    }

    private void reads(Figures figures, String name, Plan plan, Kind kind) throws IOException, InterruptedException {
        Alone alone = rig.alone(plan, Pace.closed(length));
        cost(figures, name, alone, kind);
        figures.note(name + ": posts a page", "", alone.stage().of(kind).itemsPerPage());
    }

    private void publishes(Figures figures) throws IOException, InterruptedException {
        cost(figures, "publish", rig.alone(toNobody(), Pace.closed(length)), Kind.PUBLISH);
        Alone fanned = rig.alone(rig.network().posts(), Pace.closed(length));
        cost(figures, "publish with fan-out", fanned, Kind.PUBLISH);
        figures.note("publish with fan-out: deliveries", "", fanned.deliveriesEach());
    }

    private static void cost(Figures figures, String name, Alone alone, Kind kind) {
        cpu(figures, name, alone.allMicrosEach());
        figures.more(name + ": throughput", "/s", alone.perSecond());
        figures.latencies(name, alone.stage().of(kind).micros());
        figures.note(name + ": generator CPU", "µs", alone.generatorMicrosEach());
    }

    /** Goals exist for the total and the product's part; the split by process is informative. */
    private static void cpu(Figures figures, String name, Map<String, Double> micros) {
        Stream.of(Alone.SERVER, Alone.PRODUCT)
                .filter(micros::containsKey)
                .forEach(word -> figures.less(name + ": " + word, "µs", micros.getOrDefault(word, 0.0)));
        micros.forEach((word, each) -> {
            if (word.startsWith("CPU of ")) {
                figures.note(name + ": " + word, "µs", each);
            }
        });
    }

    private void deliveries(Figures figures) throws IOException, InterruptedException {
        Plan toMany = rig.network().famousPosts();
        Alone most = rig.alone(toMany, Pace.closed(length));
        if (most.deliveriesEach() < 1) {
            return; // the model delivers nothing
        }
        Map<String, Double> micros = deliveryMicros(toMany, SHARE_OF_MOST * most.perSecond());
        double all = micros.getOrDefault(Alone.SERVER, 0.0);
        cpu(figures, "delivery", micros);
        figures.more("delivery: on two cores by its CPU", "/s", all > 0 ? 2e6 / all : Double.NaN);
        figures.more("delivery: reached, publishing included", "/s", most.deliveriesPerSecond());
        figures.note("delivery: followers an author had", "", most.deliveriesEach());
    }

    private Map<String, Double> deliveryMicros(Plan toMany, double rate) throws IOException, InterruptedException {
        Map<String, List<Double>> turns = new TreeMap<>();
        for (int i = 0; i < Math.max(LEAST_TURNS, length.toSeconds()); i++) {
            boolean manyFirst = i % 2 == 1;
            Alone first = rig.alone(manyFirst ? toMany : toNobody(), Pace.open(rate, TURN));
            Alone second = rig.alone(manyFirst ? toNobody() : toMany, Pace.open(rate, TURN));
            Alone many = manyFirst ? first : second;
            Map<String, Double> nobody = (manyFirst ? second : first).allMicrosEach();
            many.allMicrosEach()
                    .forEach((word, micros) -> turns.computeIfAbsent(word, _ -> new ArrayList<>())
                            .add((micros - nobody.getOrDefault(word, 0.0)) / many.deliveriesEach()));
        }
        return turns.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> median(entry.getValue()), (a, _) -> a, TreeMap::new));
    }

    private static double median(List<Double> values) {
        return Statistics.median(values.stream().mapToDouble(one -> one).toArray());
    }

    private Plan toNobody() {
        return number -> Request.publish(rig.people().lonely(number));
    }
}
