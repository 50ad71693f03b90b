package magpie.bench.drive;

import java.util.Map;

/**
 * The outcome of a stage.
 *
 * @param tallies by kind
 * @param nanos how long it took
 * @param unsent requests of an open loop that there was no time for
 */
public record Stage(Map<Kind, Tally> tallies, long nanos, long unsent) {

    public Tally of(Kind kind) {
        return tallies.getOrDefault(kind, new Tally());
    }

    public long done() {
        return tallies.values().stream().mapToLong(Tally::done).sum();
    }

    public long errors() {
        return unsent + tallies.values().stream().mapToLong(Tally::errors).sum();
    }

    public long shed() {
        return tallies.values().stream().mapToLong(Tally::wasShed).sum();
    }

    public double perSecond(long requests) {
        return requests * 1e9 / nanos;
    }
}
