package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.tests.World;
import org.junit.jupiter.api.Test;

/** Reading a list to its end while it changes: nothing skipped, nothing repeated, no early end. */
class PagingTest extends Stories {
    private static final Map<String, String> SMALL = Map.of(
            "feed.window", "20", "feed.max-raw", "15", "graph.celebrity-threshold", "4", "feed.pull-margin", "0s");

    @Override
    Map<String, String> settings() {
        return SMALL;
    }

    @Test
    void everyPostThatWasThereComesOnceWhileOthersArriveAndVanish() throws Exception {
        Town town = new Town(world);
        List<String> stable = town.publish(60);
        List<String> doomed = town.publish(30);
        world.settle();
        AtomicBoolean stop = new AtomicBoolean();
        try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> arriving = background.submit(() -> town.keepPublishing(stop));
            Future<?> vanishing = background.submit(() -> town.deleteAll(doomed));
            for (int limit : new int[] {1, 3, 7, 20}) {
                List<String> read = town.reader.all("/v1/feed", limit, "/post/id");
                assertThat(read)
                        .as("pages of %d", limit)
                        .doesNotHaveDuplicates()
                        .containsAll(stable);
                assertThat(read).isSortedAccordingTo((a, b) -> Long.compare(Long.parseLong(b), Long.parseLong(a)));
            }
            stop.set(true);
            finished(arriving);
            finished(vanishing);
        }
        world.settle();
        List<String> calm = town.reader.all("/v1/feed", 9, "/post/id");
        assertThat(calm).doesNotHaveDuplicates().containsAll(stable).doesNotContainAnyElementsOf(doomed);
    }

    /** A window full of invisible entries, deeper than one page looks: pages get short, but the list does not end. */
    @Test
    void filteringNeverEndsAList() {
        Person reader = world.person("reader");
        Person friend = world.person("friend");
        Person noisy = world.person("noisy");
        reader.follows(friend);
        reader.follows(noisy);
        String deep = friend.posts("deep down");
        for (int i = 0; i < 50; i++) {
            noisy.posts("noise " + i);
        }
        reader.mutes(noisy);
        world.settle();
        Answer first = reader.get("/v1/feed").expect(200);
        assertThat(first.json().at("/items").isEmpty()).isTrue();
        assertThat(first.json().at("/nextCursor").isNull()).isFalse();
        assertThat(reader.all("/v1/feed", 20, "/post/id")).containsExactly(deep);
    }

    /** Whatever invisible entries are below it in the window or in the stores. */
    @Test
    void aFeedThatEndsWithAPageHasNoEmptyPageAfterIt() {
        Person reader = world.person("reader");
        Person friend = world.person("friend");
        Person noisy = world.person("noisy");
        reader.follows(friend);
        reader.follows(noisy);
        String gone = friend.posts("deleted later");
        noisy.posts("never shown");
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            shown.addFirst(friend.posts("post " + i));
        }
        reader.mutes(noisy);
        friend.deletes(gone);
        world.settle();
        assertPages(reader, "/v1/feed", "/post/id", 5, shown);
        for (int i = 10; i < 24; i++) {
            shown.addFirst(friend.posts("post " + i));
        }
        world.settle();
        assertPages(reader, "/v1/feed", "/post/id", 4, shown);
        assertPages(reader, "/v1/feed", "/post/id", 6, shown);
    }

    @Test
    void aListWhoseRestIsHiddenEndsWithItsLastFullPage() {
        Person star = world.person("star");
        Person enemy = world.person("enemy");
        List<String> fans = new ArrayList<>();
        Person leaving = world.person("leaving");
        enemy.follows(star);
        leaving.follows(star);
        for (int i = 0; i < 4; i++) {
            Person fan = world.person("fan");
            fan.follows(star);
            fans.addFirst(fan.id());
        }
        String post = star.posts("what do you think?");
        enemy.likes(post);
        enemy.replies(post, "nothing");
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            replies.addFirst(star.replies(post, "reply " + i));
        }
        Person viewer = world.person("viewer");
        viewer.blocks(enemy);
        leaving.send("POST", "/v1/me/deletion", Map.of("password", Person.PASSWORD))
                .expect(202);
        world.settle();
        assertPages(viewer, "/v1/users/" + star.id() + "/followers", "/id", 2, fans);
        assertPages(viewer, "/v1/posts/" + post + "/likes", "/id", 2, List.of());
        assertPages(viewer, "/v1/posts/" + post + "/replies", "/id", 2, replies);
    }

    /** Expects full pages, and nothing after the last. */
    private static void assertPages(Person viewer, String path, String pointer, int limit, List<String> expected) {
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = viewer.get(path + "?limit=" + limit + cursor).expect(200);
            List<String> items = page.items(item -> item.at(pointer).asString());
            assertThat(items).as(path).hasSize(Math.min(limit, expected.size() - found.size()));
            found.addAll(items);
            cursor = page.json().at("/nextCursor").isNull() ? null : "&cursor=" + page.text("/nextCursor");
            assertThat(cursor == null).as("%s ends after %s", path, found).isEqualTo(found.size() == expected.size());
        } while (cursor != null);
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aCursorOutlivesARestart() throws IOException {
        Person ana = world.person("ana");
        List<String> posts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            posts.addFirst(ana.posts("post " + i));
        }
        String cursor = ana.get("/v1/feed?limit=4").expect(200).text("/nextCursor");
        world.restart();
        assertThat(ana.get("/v1/feed?limit=100&cursor=" + cursor)
                        .expect(200)
                        .items(item -> item.at("/post/id").asString()))
                .containsExactlyElementsOf(posts.subList(4, 10));
    }

    private static void finished(Future<?> task) throws InterruptedException, ExecutionException {
        task.get();
    }

    /** One reader, and authors on both sides of the threshold. */
    private static final class Town {
        final Person reader;
        private final List<Person> authors = new ArrayList<>();
        private final Map<String, Person> authorOf = new java.util.concurrent.ConcurrentHashMap<>();

        Town(World world) {
            reader = world.person("reader");
            for (int i = 0; i < 3; i++) {
                authors.add(world.person("author"));
                reader.follows(authors.get(i));
            }
            for (int i = 0; i < 4; i++) {
                world.person("fan").follows(authors.getFirst());
            }
            assertThat(reader.feed()).isEmpty();
        }

        List<String> publish(int count) {
            List<String> posts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Person author = authors.get(i % authors.size());
                posts.add(author.posts("post " + i));
                authorOf.put(posts.getLast(), author);
            }
            return posts;
        }

        void keepPublishing(AtomicBoolean stop) {
            for (int i = 0; i < 200 && !stop.get(); i++) {
                authors.get(i % authors.size()).posts("new " + i);
            }
        }

        void deleteAll(List<String> posts) {
            Set<String> left = new HashSet<>(posts);
            for (String post : left) {
                authorOf.get(post).deletes(post);
            }
        }
    }
}
