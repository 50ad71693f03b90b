package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import magpie.api.graph.Follows;
import magpie.api.graph.Graph;
import magpie.api.graph.Pair;
import magpie.api.user.Provision;
import magpie.api.user.Provisioned;
import magpie.api.user.Users;
import magpie.client.Person;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.Test;

/** A small fan-out does not wait for a large one that began earlier. */
class FanOutFairnessTest {
    private static final int CROWD = 4_000;

    /** One follower per step makes the large fan-out last for seconds; followers are served newest follow first. */
    @Test
    void aSmallAuthorsPostOvertakesALargeOnes() throws IOException {
        try (World world = World.of(Mode.LOCAL, Map.of("feed.step", "1", "graph.celebrity-threshold", "1000000"))) {
            Person large = world.person("large");
            Person small = world.person("small");
            Person oldestFollower = world.person("oldest");
            Person friend = world.person("friend");
            oldestFollower.follows(large);
            friend.follows(small);
            crowd(world, large);
            world.settle();
            assertThat(oldestFollower.feed()).isEmpty();
            assertThat(friend.feed()).isEmpty();
            String toMany = large.posts("to many");
            String toOne = small.posts("to one");
            awaitInFeed(friend, toOne);
            assertThat(oldestFollower.feed())
                    .as("the large fan-out is still under way")
                    .isEmpty();
            world.settle();
            assertThat(oldestFollower.feed()).containsExactly(toMany);
        }
    }

    private static void awaitInFeed(Person reader, String post) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!reader.feed().contains(post)) {
            assertThat(System.nanoTime()).as("the post arrives in time").isLessThan(end);
        }
    }

    private static void crowd(World world, Person author) {
        Users users = world.node("user").contract(Users.class);
        Graph graph = world.node("graph").contract(Graph.class);
        List<Long> followers = new ArrayList<>();
        for (int from = 0; from < CROWD; from += 1_000) {
            List<String> names =
                    IntStream.range(from, from + 1_000).mapToObj(i -> "fan" + i).toList();
            users.provision(new Provision(names, null, true)).accounts().stream()
                    .map(Provisioned.Entry::userId)
                    .forEach(followers::add);
        }
        long authorId = Long.parseLong(author.id());
        graph.follows(new Follows(
                followers.stream().map(follower -> new Pair(follower, authorId)).toList()));
    }
}
