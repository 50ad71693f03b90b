package magpie.bench.drive;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the requests of a bench and those that failed. For one thread. */
public final class Failures {
    private static final double MOST = 0.001;

    private final Map<String, String> first = new LinkedHashMap<>();
    private final boolean mayRefuse;
    private long all;
    private long failed;

    /** For a server that may not shed requests. */
    public Failures() {
        this(false);
    }

    /**
     * Counts failures.
     *
     * @param mayRefuse whether shed requests are not failures, for a bench that measures what a server sheds
     */
    public Failures(boolean mayRefuse) {
        this.mayRefuse = mayRefuse;
    }

    /** Adds a stage. */
    public void add(Stage stage) {
        long bad = stage.errors() + (mayRefuse ? 0 : stage.shed());
        all += stage.done() + bad;
        failed += bad;
        stage.tallies().forEach((kind, tally) -> remember(kind.toString(), tally.firstError()));
        if (stage.shed() > 0 && !mayRefuse) {
            remember("shed", stage.shed() + " requests of a stage, with 503 and Retry-After");
        }
        if (stage.unsent() > 0) {
            remember("not sent", stage.unsent() + " requests of a stage, for which there was no time");
        }
    }

    /** Adds samples of something. */
    public void add(String what, Tally tally) {
        all += tally.done() + tally.errors();
        failed += tally.errors();
        remember(what, tally.firstError());
    }

    /** Adds the counts of another part of the bench. */
    public void add(Failures other) {
        all += other.all;
        failed += other.failed;
        other.first.forEach(this::remember);
    }

    public double share() {
        return all == 0 ? 0 : (double) failed / all;
    }

    public boolean areFew() {
        return share() <= MOST;
    }

    /** The first failure by kind of request. */
    public Map<String, String> first() {
        return Map.copyOf(first);
    }

    private void remember(String what, String why) {
        if (!why.isEmpty()) {
            first.putIfAbsent(what, why);
        }
    }
}
