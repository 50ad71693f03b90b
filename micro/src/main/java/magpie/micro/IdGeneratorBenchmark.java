package magpie.micro;

import java.time.Clock;
import magpie.kit.ids.IdGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures generating an id. */
@State(Scope.Benchmark)
public class IdGeneratorBenchmark {
    private final IdGenerator ids = new IdGenerator(Clock.systemUTC(), 1, 0);

    /** One id. */
    @Benchmark
    public long next() {
        return ids.next();
    }
}
