package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachePlanTest {
    @Test
    void whatCameTogetherDoesNotLeaveTogether() {
        Duration most = Duration.ofMinutes(10);
        CachePlan<Long, String> plan =
                CachePlan.<Long, String>loadingEach(id -> "x").keptFor(most);
        Set<Duration> ages = new HashSet<>();
        for (long id = 0; id < 1_000; id++) {
            Duration age = plan.age(id, "x");
            assertThat(age).isBetween(most.multipliedBy(4).dividedBy(5), most);
            ages.add(age);
        }
        assertThat(ages).hasSizeGreaterThan(900);
    }
}
