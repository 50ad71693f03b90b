package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.graph.Graph;
import magpie.client.Person;
import magpie.tests.World;
import org.junit.jupiter.api.Test;

/** An author crosses the threshold and comes back; nobody misses a post or sees one twice. */
class CelebrityTest extends Stories {

    @Override
    Map<String, String> settings() {
        return Map.of("graph.celebrity-threshold", "5", "feed.window", "10");
    }

    @Test
    void crossingTheThresholdBothWaysLosesAndRepeatsNothing() {
        Person star = world.person("star");
        Person early = world.person("early");
        early.follows(star);
        assertThat(early.feed()).isEmpty();
        List<String> posts = new ArrayList<>();
        posts.addFirst(star.posts("to a few"));
        List<Person> fans = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            fans.add(world.person("fan"));
            fans.getLast().follows(star);
        }
        assertThat(celebrated(world, star)).isTrue();
        posts.addFirst(star.posts("to many"));
        world.settle();
        assertThat(early.feed()).containsExactlyElementsOf(posts);
        assertThat(fans.getFirst().feed()).containsExactlyElementsOf(posts);
        for (Person fan : fans.subList(1, 5)) {
            fan.unfollows(star);
        }
        assertThat(celebrated(world, star)).isFalse();
        posts.addFirst(star.posts("to a few again"));
        world.settle();
        assertThat(early.feed()).containsExactlyElementsOf(posts);
        assertThat(fans.getFirst().feed()).containsExactlyElementsOf(posts);
    }

    @Test
    void anAuthorNearTheLineDoesNotFlap() {
        Person star = world.person("star");
        List<Person> fans = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            fans.add(world.person("fan"));
            fans.getLast().follows(star);
        }
        long since = status(world, star).since();
        assertThat(since).isPositive();
        for (int i = 0; i < 3; i++) {
            fans.getFirst().unfollows(star);
            fans.getFirst().follows(star);
        }
        assertThat(status(world, star).since()).isEqualTo(since);
        assertThat(celebrated(world, star)).isTrue();
    }

    /** A celebrity's post is visible to followers at the next read: there is no fan-out to wait for. */
    @Test
    void aCelebritysPostIsThereAtTheNextRead() {
        Person star = world.person("star");
        Person ana = world.person("ana");
        ana.follows(star);
        for (int i = 0; i < 4; i++) {
            world.person("fan").follows(star);
        }
        world.settle();
        assertThat(ana.feed()).isEmpty();
        String post = star.posts("hear, hear");
        world.othersHear();
        assertThat(ana.feed()).containsExactly(post);
    }

    private static boolean celebrated(World world, Person author) {
        return status(world, author).celebrated();
    }

    private static magpie.api.graph.CelebrityStatus status(World world, Person author) {
        return world.node("graph")
                .contract(Graph.class)
                .followerPage(new Listing(Long.parseLong(author.id()), Limits.NEWEST, 1))
                .status();
    }
}
