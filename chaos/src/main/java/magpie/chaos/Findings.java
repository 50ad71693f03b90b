package magpie.chaos;

import java.util.ArrayList;
import java.util.List;
import magpie.chaos.audit.Violation;

/** Collects broken promises. Thread-safe. */
final class Findings {
    private static final int MOST = 1_000;

    private final List<Violation> all = new ArrayList<>();

    synchronized void add(Violation violation) {
        if (all.size() < MOST) {
            all.add(violation);
        }
    }

    synchronized List<Violation> all() {
        return List.copyOf(all);
    }
}
