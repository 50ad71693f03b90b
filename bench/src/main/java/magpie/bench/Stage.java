package magpie.bench;

import java.util.Map;

/**
 * What came of a stage.
 *
 * @param tallies by kind
 * @param nanos how long it took
 * @param unsent requests of an open loop that there was no time for
 */
record Stage(Map<Kind, Tally> tallies, long nanos, long unsent) {

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
