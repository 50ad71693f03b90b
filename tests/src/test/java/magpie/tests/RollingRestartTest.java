package magpie.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes behind the real load balancer: people notice nothing when each of them is restarted. */
@Tag("engines")
class RollingRestartTest {
    private static final int PEOPLE = 8;

    @Test
    @Timeout(600)
    void noRequestFailsWhileOneProcessAfterAnotherIsRestarted() throws Exception {
        try (RealCluster cluster = RealCluster.start()) {
            SteadyLoad load = new SteadyLoad(cluster, PEOPLE);
            try (load) {
                cluster.restartAll();
            }
            System.out.println("succeeded: " + load.done());
            assertThat(load.failures()).isEmpty();
            assertThat(load.done())
                    .containsKeys("publish", "feed", "post", "like", "timeline", "unfollow", "follow", "profile");
            assertThat(load.done().values()).allMatch(done -> done.sum() > 100, "enough of each");
        }
    }
}
