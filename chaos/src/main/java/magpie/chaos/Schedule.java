package magpie.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Which fault hits which node, one after the other: by a seed, so that it can be run again. */
record Schedule(List<Step> steps) {

    /** A fault of a node. */
    record Step(Fault fault, String node) {}

    static Schedule of(long seed, int faults, List<Fault> kinds, List<String> nodes) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < faults; i++) {
            steps.add(new Step(some(random, kinds), some(random, nodes)));
        }
        return new Schedule(steps);
    }

    private static <T> T some(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
