package magpie.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of a stage.
 *
 * @param tallies by kind
 * @param nanos how long it took
 * @param unsent requests of an open loop that there was no time for
 */
record Stage(Map<Kind, Tally> tallies, long nanos, long unsent) {
    static final Stage NONE = new Stage(Map.of(), 0, 0);

    /** This one and another after it, of other requests of the same kinds. */
    Stage plus(Stage other) {
        Map<Kind, Tally> sums = new EnumMap<>(Kind.class);
        Stream.of(this, other)
                .forEach(stage -> stage.tallies.forEach((kind, tally) ->
                        sums.computeIfAbsent(kind, _ -> new Tally()).add(tally)));
        return new Stage(sums, nanos + other.nanos, unsent + other.unsent);
    }

    Tally of(Kind kind) {
        return tallies.getOrDefault(kind, new Tally());
    }

    long done() {
        return tallies.values().stream().mapToLong(Tally::done).sum();
    }

    long errors() {
        return unsent + tallies.values().stream().mapToLong(Tally::errors).sum();
    }

    long shed() {
        return tallies.values().stream().mapToLong(Tally::wasShed).sum();
    }

    double perSecond(long requests) {
        return requests * 1e9 / nanos;
    }
}
