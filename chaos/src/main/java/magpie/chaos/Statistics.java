package magpie.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import magpie.chaos.audit.Operation;
import magpie.chaos.audit.Outcome;
import magpie.chaos.load.Observer;

/**
 * Records how the network served while it was whole and during each fault. A run is divided into periods. An attempt
 * belongs to the period in which it began; but if that was calm and the attempt ended within a fault, to the fault,
 * because it was affected by it. The longest gap is the longest time within a period in which nothing of its kind
 * succeeded.
 */
public final class Statistics implements Observer {
    private static final int MOST_REASONS = 1_000;

    private final LongSupplier clock;
    private final List<Period> periods = new ArrayList<>();
    private final Map<Spell, Map<Operation, Cell>> cells = new LinkedHashMap<>();
    private final Map<Spell, Integer> times = new LinkedHashMap<>();
    private final Map<Failure, Integer> failures = new LinkedHashMap<>();
    private Period now;
    private long ownPosts;
    private long ownPostsThere;

    /** The current condition: a fault of a node, or none. */
    public record Spell(String fault, String node) {
        static final Spell CALM = new Spell("none", "");

        /** Before and after the load; not reported. */
        static final Spell OUTSIDE = new Spell("", "");

        boolean isFault() {
            return !equals(CALM) && !equals(OUTSIDE);
        }
    }

    /** An operation that failed during a spell, and the reason given. */
    public record Failure(Spell spell, Operation operation, String why) {}

    /** The outcomes of an operation during a spell. */
    public record Row(
            Spell spell,
            Operation operation,
            long attempts,
            long succeeded,
            long refused,
            long unanswered,
            long longestGapMillis) {}

    private static final class Period {
        private final Spell spell;
        private final long start;
        private final Map<Operation, Long> lastSuccess = new EnumMap<>(Operation.class);

        Period(Spell spell, long start) {
            this.spell = spell;
            this.start = start;
        }
    }

    private static final class Cell {
        private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        private long longestGap;

        long count(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }
    }

    /** Empty statistics. */
    public Statistics(LongSupplier clock) {
        this.clock = clock;
        this.now = new Period(Spell.OUTSIDE, clock.getAsLong());
        periods.add(now);
    }

    /** Ends the current spell and begins another. */
    synchronized void begin(Spell spell) {
        long time = clock.getAsLong();
        endGaps(time);
        now = new Period(spell, time);
        periods.add(now);
        times.merge(spell, 1, Integer::sum);
    }

    @Override
    public synchronized void attempted(Operation operation, long startNanos, Outcome outcome, String why) {
        Spell spell = spellOf(startNanos);
        cell(spell, operation).outcomes.merge(outcome, 1L, Long::sum);
        if (outcome != Outcome.SUCCEEDED && !spell.equals(Spell.OUTSIDE)) {
            failed(new Failure(spell, operation, why));
        }
        if (outcome == Outcome.SUCCEEDED) {
            long time = clock.getAsLong();
            gap(now, operation, time);
            now.lastSuccess.put(operation, time);
        }
    }

    @Override
    public synchronized void readOwnPost(boolean there) {
        ownPosts++;
        ownPostsThere += there ? 1 : 0;
    }

    /** How often somebody looked for a post of their own. */
    synchronized long ownPosts() {
        return ownPosts;
    }

    /** How often it was there. */
    synchronized long ownPostsThere() {
        return ownPostsThere;
    }

    /** How often a spell occurred. */
    synchronized int times(Spell spell) {
        return times.getOrDefault(spell, 0);
    }

    /** All rows, in the order in which spells first occurred. */
    public synchronized List<Row> rows() {
        endGaps(clock.getAsLong());
        List<Row> rows = new ArrayList<>();
        cells.forEach((spell, byOperation) -> {
            if (!spell.equals(Spell.OUTSIDE)) {
                byOperation.forEach((operation, cell) -> rows.add(row(spell, operation, cell)));
            }
        });
        return rows;
    }

    /** How often each operation failed for each reason, most frequent first. */
    public synchronized Map<Failure, Integer> failures() {
        Map<Failure, Integer> sorted = new LinkedHashMap<>();
        failures.entrySet().stream()
                .sorted(Map.Entry.<Failure, Integer>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private void failed(Failure failure) {
        if (failures.size() < MOST_REASONS || failures.containsKey(failure)) {
            failures.merge(failure, 1, Integer::sum);
        }
    }

    private static Row row(Spell spell, Operation operation, Cell cell) {
        long succeeded = cell.count(Outcome.SUCCEEDED);
        long refused = cell.count(Outcome.REFUSED);
        long unanswered = cell.count(Outcome.UNANSWERED);
        return new Row(
                spell,
                operation,
                succeeded + refused + unanswered,
                succeeded,
                refused,
                unanswered,
                cell.longestGap / 1_000_000);
    }

    private Spell spellOf(long startNanos) {
        Period began = periods.reversed().stream()
                .filter(period -> period.start <= startNanos)
                .findFirst()
                .orElse(periods.getFirst());
        return !began.spell.isFault() && now.spell.isFault() ? now.spell : began.spell;
    }

    private void endGaps(long time) {
        for (Operation operation : Operation.values()) {
            gap(now, operation, time);
        }
    }

    private void gap(Period period, Operation operation, long time) {
        Cell cell = cell(period.spell, operation);
        cell.longestGap = Math.max(cell.longestGap, time - period.lastSuccess.getOrDefault(operation, period.start));
    }

    private Cell cell(Spell spell, Operation operation) {
        return cells.computeIfAbsent(spell, key -> new EnumMap<>(Operation.class))
                .computeIfAbsent(operation, key -> new Cell());
    }
}
