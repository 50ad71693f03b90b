package magpie.bench.drive;

import java.util.SplittableRandom;

/** The requests of a stage, each a pure function of its number: any worker can make it, and runs are repeatable. */
public interface Plan {
    Request at(long index);

    /** Random numbers for one request of a stage: independent of other requests, the same in each run. */
    static SplittableRandom dice(long seed, long index) {
        return new SplittableRandom(seed ^ (index + 1) * 0xD1342543DE82EF95L);
    }
}
