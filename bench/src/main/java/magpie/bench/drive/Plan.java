package magpie.bench.drive;

import java.util.SplittableRandom;

/** Which requests a stage makes: a function of their number alone, so that any worker can take any and runs repeat. */
public interface Plan {
    Request at(long index);

    /** Chance for one request of a stage: independent of the others, the same at each run. */
    static SplittableRandom dice(long seed, long index) {
        return new SplittableRandom(seed ^ (index + 1) * 0xD1342543DE82EF95L);
    }
}
