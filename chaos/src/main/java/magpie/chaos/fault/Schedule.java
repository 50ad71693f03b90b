package magpie.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/** Which fault hits which node, one after the other; made from a seed, so that it is repeatable. */
public record Schedule(List<Step> steps) {

    /** A fault of a node, and for how long. */
    public record Step(Fault fault, String node, Duration down) {}

    public static Schedule of(
            long seed, int faults, List<Fault> kinds, List<String> nodes, BiFunction<Fault, Random, Duration> down) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < faults; i++) {
            Fault fault = some(random, kinds);
            steps.add(new Step(fault, some(random, nodes), down.apply(fault, random)));
        }
        return new Schedule(steps);
    }

    private static <T> T some(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
