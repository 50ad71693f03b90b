package magpie.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * What each thing costs when it is all that the server does, in CPU time of the server.
 *
 * <p>A delivery cannot be had alone. Its cost is a small difference of large figures: posts by authors whom many follow
 * against posts by authors whom nobody follows. So the difference is made large (the authors with the most followers),
 * both come at the same rate, at which the server commits the same number of posts at once, and in turns of a second, now
 * the one first and now the other: whatever else happens on the machine then meets both, and the median of the turns
 * leaves out what met one.
 */
final class Costs {
    private static final double SHARE_OF_MOST = 0.5;
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int LEAST_TURNS = 3;

    private final Rig rig;
    private final int[] readers;
    private final Duration length;
    private final boolean writes;

    /**
     * The costs of these readers' feeds, and those of publishing if that is wanted.
     *
     * @param length of each part
     */
    Costs(Rig rig, int[] readers, Duration length, boolean writes) {
        this.rig = rig;
        this.readers = readers;
        this.length = length;
        this.writes = writes;
    }

    void measure(Figures figures) throws IOException, InterruptedException {
        Progress.say("feed reads alone …");
        reads(figures, "feed read", rig.network().feedsOf(readers), Kind.FEED);
        reads(figures, "feed read, gzip", rig.network().compressedFeedsOf(readers), Kind.FEED_GZIP);
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
        figures.less(name + ": server CPU", "µs", alone.microsEach());
        figures.more(name + ": throughput", "/s", alone.perSecond());
        figures.latencies(name, alone.stage().of(kind).micros());
        figures.note(name + ": generator CPU", "µs", alone.generatorMicrosEach());
    }

    private void deliveries(Figures figures) throws IOException, InterruptedException {
        Plan toMany = rig.network().famousPosts();
        Alone most = rig.alone(toMany, Pace.closed(length));
        if (most.deliveriesEach() < 1) {
            return; // the model delivers nothing
        }
        double micros = deliveryMicros(toMany, SHARE_OF_MOST * most.perSecond());
        figures.less("delivery: server CPU", "µs", micros);
        figures.more("delivery: on two cores by its CPU", "/s", micros > 0 ? 2e6 / micros : Double.NaN);
        figures.more("delivery: reached, publishing included", "/s", most.deliveriesPerSecond());
        figures.note("delivery: followers an author had", "", most.deliveriesEach());
    }

    private double deliveryMicros(Plan toMany, double rate) throws IOException, InterruptedException {
        double[] turns = new double[(int) Math.max(LEAST_TURNS, length.toSeconds())];
        for (int i = 0; i < turns.length; i++) {
            boolean manyFirst = i % 2 == 1;
            Alone first = rig.alone(manyFirst ? toMany : toNobody(), Pace.open(rate, TURN));
            Alone second = rig.alone(manyFirst ? toNobody() : toMany, Pace.open(rate, TURN));
            turns[i] = manyFirst ? difference(second, first) : difference(first, second);
        }
        return Statistics.median(turns);
    }

    private static double difference(Alone nobody, Alone many) {
        return (many.microsEach() - nobody.microsEach()) / many.deliveriesEach();
    }

    private Plan toNobody() {
        return number -> Request.publish(rig.people().lonely(number));
    }
}
