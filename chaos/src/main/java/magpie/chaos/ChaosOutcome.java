package magpie.chaos;

import java.util.List;
import magpie.chaos.audit.Violation;

/**
 * What a run found.
 *
 * @param target what was broken
 * @param faults how many
 * @param seed which
 * @param acknowledged how many writes were acknowledged
 * @param ledger what there is in the end
 * @param statistics how it served meanwhile
 * @param violations the promises that were broken
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

    /** As Markdown. */
    public String report() {
        return Report.of(this);
    }

    /** How many promises of a kind; of what is undone, how many relations and profiles, each once. */
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
