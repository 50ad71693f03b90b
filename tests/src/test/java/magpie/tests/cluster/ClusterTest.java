package magpie.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import magpie.client.Person;
import magpie.engines.Engines;
import magpie.tests.World;
import magpie.tests.World.Mode;
import magpie.tests.stories.Stories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** An engine is away: the others carry on. {@link Stories} cover what people see while all are there. */
@Tag("engines")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {
    private World world;

    @BeforeAll
    void start() throws IOException {
        world = World.of(Mode.CLUSTER);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    @Test
    void withoutRedisTheFeedIsPulledFromTheStores() {
        Person ana = world.person("ana");
        Person bo = world.person("bo");
        bo.follows(ana);
        String post = ana.posts("kept in Cassandra");
        Engines.kill("redis-1");
        try {
            assertThat(bo.feed()).containsExactly(post);
            String meanwhile = ana.posts("published all the same");
            assertThat(ana.get("/v1/posts/" + meanwhile).expect(200).text("/text"))
                    .isEqualTo("published all the same");
        } finally {
            Engines.restart("redis-1");
        }
    }
}
