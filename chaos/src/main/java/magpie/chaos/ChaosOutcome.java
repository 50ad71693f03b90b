package magpie.chaos;

import java.util.List;
import magpie.chaos.audit.Violation;

/**
 * The results of a run.
 *
 * @param target the network under test
 * @param faults how many
 * @param seed the random seed
 * @param acknowledged how many writes were acknowledged
 * @param ledger what exists in the end
 * @param statistics how it served meanwhile
 * @param violations the broken promises
 */
public record ChaosOutcome(
        String target,
        int faults,
        long seed,
        long acknowledged,
        String ledger,
        Statistics statistics,
        List<Violation> violations) {

    public boolean passed() {
        return violations.isEmpty();
    }

    /** The report in Markdown. */
    public String report() {
        return Report.of(this);
    }

    /** The number of broken promises of a kind; for undone actions, the number of distinct relations and profiles. */
    public long broken(Violation.Kind kind) {
        if (kind == Violation.Kind.UNDONE) {
            return violations.stream()
                    .flatMap(violation -> violation.subjects().stream())
                    .distinct()
                    .count();
        }
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }
}
