package magpie.bench;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import magpie.bench.Load.Loaded;
import magpie.bench.Meter.Used;
import magpie.bench.graph.Graph;
import org.jspecify.annotations.Nullable;

/**
 * What a run found.
 *
 * @param command the command line
 * @param machine where
 * @param server what was driven
 * @param disk what kind of disk its data is on, where that is known
 * @param graph the network
 * @param loaded how the network came in
 * @param fullPages readers whose feed fills a page
 * @param saturation what the probe found, in requests a second; 0 if the rate was given
 * @param mix the mix
 * @param costs what each thing costs, if that was asked for
 * @param residentBytes of the server, at the end; 0 if not known
 */
record Results(
        String command,
        Machine machine,
        String server,
        String disk,
        Graph graph,
        Loaded loaded,
        int fullPages,
        double saturation,
        Mixed mix,
        @Nullable Costs costs,
        long residentBytes) {

    /** The mix: at which rate, what came of it, and how long posts took to be seen. */
    record Mixed(Pace pace, Stage stage, Used used, Tally visibility) {}

    /** One thing measured alone; {@code used} includes what came after the requests, until all was settled. */
    record Alone(Stage stage, Used used) {
        static final Alone NONE = new Alone(Stage.NONE, Used.NOTHING);

        Alone plus(Alone other) {
            return new Alone(stage.plus(other.stage), used.plus(other.used));
        }

        double microsEach() {
            return used.serverMicros() / Math.max(1, stage.done());
        }
    }

    /**
     * Posts to nobody and posts to followers, one after the other. The cost of a delivery is a small difference of large
     * figures, so both are measured in turns: whatever else happens on the machine then meets both.
     */
    record Round(Alone publishes, Alone fanOuts) {
        /** What is left of a followed author's post when the publishing is taken off, for each delivery. */
        double deliveryMicros() {
            double publishing = fanOuts.stage().done() * publishes.microsEach();
            return (fanOuts.used().serverMicros() - publishing)
                    / Math.max(1, fanOuts.used().deliveries());
        }
    }

    /** The single costs: of reading feeds, and of publishing in rounds. */
    record Costs(Alone reads, List<Round> rounds) {
        Round all() {
            return rounds.stream()
                    .reduce(
                            new Round(Alone.NONE, Alone.NONE),
                            (sum, round) ->
                                    new Round(sum.publishes.plus(round.publishes), sum.fanOuts.plus(round.fanOuts)));
        }

        /** The cost of a delivery in each round: how far they are apart says how far the sum can be trusted. */
        DoubleSummaryStatistics spread() {
            return rounds.stream().mapToDouble(Round::deliveryMicros).summaryStatistics();
        }

        double followersEach() {
            Alone fanOuts = all().fanOuts();
            return fanOuts.used().deliveries() / Math.max(1, fanOuts.stage().done());
        }

        double deliveriesPerSecond() {
            Used used = all().fanOuts().used();
            return used.deliveries() * 1e9 / used.nanos();
        }
    }

    Stream<Stage> stages() {
        Stream<Stage> always = Stream.of(loaded.follows(), loaded.posts(), mix.stage());
        return costs == null
                ? always
                : Stream.concat(
                        always,
                        Stream.of(
                                costs.reads.stage(),
                                costs.all().publishes.stage(),
                                costs.all().fanOuts.stage()));
    }

    /** The share of requests that failed; posts that were never seen count. */
    double errorShare() {
        long errors =
                mix.visibility().errors() + stages().mapToLong(Stage::errors).sum();
        long all = errors + stages().mapToLong(Stage::done).sum();
        return all == 0 ? 1 : (double) errors / all;
    }
}
