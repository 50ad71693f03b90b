package magpie.chaos.audit;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import magpie.chaos.audit.Ledger.State;
import magpie.chaos.audit.Violation.Kind;

/** Compares what is found with what was promised, and classifies a broken promise. */
final class Demands {
    private static final int NAMED = 5;

    private final State state;

    Demands(State state) {
        this.state = state;
    }

    /**
     * Checks that a list of relations is as the last acknowledged actions made it. If an entry is as an earlier action
     * asked, either that one was done once more, or the last one was undone.
     *
     * @param subject the relation that an entry stands for
     */
    void demand(String what, Collection<String> found, Collection<String> expected, Function<String, String> subject) {
        once(what, found);
        List<String> missing = without(expected, found);
        List<String> extra = without(found, expected);
        Set<String> undone = new LinkedHashSet<>();
        missing.stream()
                .map(subject)
                .filter(relation -> state.wasAsked(relation, Action.value(false)))
                .forEach(undone::add);
        extra.stream()
                .map(subject)
                .filter(relation -> state.wasAsked(relation, Action.value(true)))
                .forEach(undone::add);
        if (!undone.isEmpty()) {
            throw Violation.undone(
                    undone,
                    what + ": undone: " + some(List.copyOf(undone)) + "; " + some(missing) + " not there, "
                            + some(extra) + " there");
        }
        none(Kind.LOST_WRITE, what + ": not there", missing);
        none(Kind.LOST_WRITE, what + ": there, and should not be", extra);
    }

    /** Checks that a profile has the text it was given last. */
    void demandProfile(String whose, String subject, String found, String expected) {
        if (found.equals(expected)) {
            return;
        }
        String what = "profile of " + whose + " says " + found + " (expected: " + expected + ")";
        throw state.wasAsked(subject, found)
                ? Violation.undone(Set.of(subject), what)
                : new Violation(Kind.LOST_WRITE, what);
    }

    static void same(Kind kind, String what, Collection<String> found, Collection<String> expected) {
        once(what, found);
        none(kind, what + ": not there", without(expected, found));
        none(kind, what + ": there, and should not be", without(found, expected));
    }

    static void once(String what, Collection<String> found) {
        Set<String> seen = new HashSet<>();
        none(
                Kind.DUPLICATE,
                what + ": there twice",
                found.stream().filter(one -> !seen.add(one)).toList());
    }

    static void equal(String what, List<Long> found, List<Long> expected) {
        if (!found.equals(expected)) {
            throw new Violation(Kind.WRONG_COUNT, what + " are counted " + found + " (expected: " + expected + ")");
        }
    }

    static void none(Kind kind, String what, List<String> found) {
        if (!found.isEmpty()) {
            throw new Violation(kind, what + ": " + some(found));
        }
    }

    static List<String> without(Collection<String> some, Collection<String> others) {
        Set<String> known = new HashSet<>(others);
        return some.stream().filter(one -> !known.contains(one)).toList();
    }

    private static String some(List<String> all) {
        String more = all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "";
        return all.isEmpty() ? "none" : String.join(", ", all.subList(0, Math.min(NAMED, all.size()))) + more;
    }
}
