package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import magpie.api.user.Suspension;
import magpie.api.user.Users;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Random histories of a small town, compared with a plain model that computes every feed from its definition. Windows,
 * thresholds and caches are tiny, so that every edge case is met often: overflow, refill, rebuild, authors who become
 * celebrities and ordinary again, promotion of reposts, pages that end anywhere, accounts that are suspended, restored
 * and deleted.
 */
class FeedModelTest {
    private static final int PEOPLE = 8;
    private static final int DISTANCE = 3;
    private static final Map<String, String> TINY = Map.of(
            "feed.window", "6",
            "feed.repost-distance", Integer.toString(DISTANCE),
            "feed.max-raw", "7",
            "feed.step", "2",
            "feed.pull-margin", "0s",
            "feed.cached-posts", "10",
            "graph.celebrity-threshold", "3",
            "post.cache-posts", "100");

    @ParameterizedTest
    @CsvSource({"LOCAL, 1, 0", "LOCAL, 2, 0", "LOCAL, 3, 3", "LOCAL, 4, 1", "RPC, 5, 0", "RPC, 6, 3"})
    void everyFeedIsWhatItsDefinitionSays(Mode mode, int seed, int activeReaders) throws IOException {
        Map<String, String> settings = new HashMap<>(TINY);
        settings.put("feed.max-active", Integer.toString(activeReaders));
        try (World world = World.of(mode, settings)) {
            Town town = new Town(world, new Random(seed));
            for (int round = 0; round < 25; round++) {
                for (int i = 0; i < 12; i++) {
                    town.somethingHappens();
                }
                world.settle();
                town.compare("seed " + seed + ", round " + round);
            }
        }
    }

    /** An activity of the model: a post, or a repost, possibly of one's own post. */
    private record Activity(int actor, String post, boolean repost) {}

    private record Post(int author, int answered, String text) {}

    /** The people, what they did, and the definition of their feeds. */
    private static final class Town {
        private static final int MOST_DELETED = 2;
        private static final int MOST_SUSPENDED = 2;

        private final World world;
        private final Users users;
        private final Random random;
        private final Set<Integer> suspended = new HashSet<>();
        private final Set<Integer> deleted = new HashSet<>();
        private final List<Person> people = new ArrayList<>();
        private final Map<String, Post> posts = new HashMap<>();
        private final List<String> alive = new ArrayList<>();
        private final List<Activity> activities = new ArrayList<>();
        private final Set<List<Integer>> follows = new HashSet<>();
        private final Set<List<Integer>> blocks = new HashSet<>();
        private final Set<List<Integer>> mutes = new HashSet<>();

        Town(World world, Random random) {
            this.world = world;
            this.users = world.node("user").contract(Users.class);
            this.random = random;
            for (int i = 0; i < PEOPLE; i++) {
                people.add(world.person("p"));
            }
        }

        void somethingHappens() {
            int who = random.nextInt(PEOPLE);
            int other = (who + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
            int what = random.nextInt(108);
            if (what >= 100) {
                comeOrGo(who, what == 107);
            } else if (isAbsent(who) || isAbsent(other)) {
                return;
            } else if (what < 35) {
                post(who);
            } else if (what < 45) {
                reply(who);
            } else if (what < 60) {
                repost(who);
            } else if (what < 65) {
                undoRepost();
            } else if (what < 70) {
                delete();
            } else if (what < 86) {
                follow(who, other);
            } else if (what < 92) {
                toggle(follows, who, other, "follow");
            } else if (what < 95) {
                block(who, other);
            } else if (what < 98) {
                toggle(mutes, who, other, "mute");
            } else {
                people.get(who).feed();
            }
        }

        private boolean isAbsent(int who) {
            return suspended.contains(who) || deleted.contains(who);
        }

        private void comeOrGo(int who, boolean delete) {
            if (suspended.size() == MOST_SUSPENDED) {
                restore(suspended.iterator().next());
            } else if (!isAbsent(who) && !delete) {
                suspended.add(who);
                users.suspend(new Suspension(people.get(who).username(), true));
            } else if (!isAbsent(who) && deleted.size() < MOST_DELETED) {
                delete(who);
            }
        }

        private void restore(int who) {
            suspended.remove(who);
            String name = people.get(who).username();
            users.suspend(new Suspension(name, false));
            Map<String, String> login = Map.of("login", name, "password", Person.PASSWORD);
            people.set(who, Person.of(world, Person.visitor(world).send("POST", "/v1/sessions", login)));
            world.settle(); // the gateway accepts the new session once it has heard of it
        }

        private void delete(int who) {
            deleted.add(who);
            Map<String, String> password = Map.of("password", Person.PASSWORD);
            people.get(who).send("POST", "/v1/me/deletion", password).expect(202);
            alive.removeIf(post -> posts.get(post).author() == who);
            activities.removeIf(activity -> activity.actor() == who);
            follows.removeIf(relationship -> relationship.contains(who));
        }

        private void post(int who) {
            publish(who, people.get(who).posts("post " + activities.size()), -1);
            assertThat(people.get(who).feed()).as("own post at once").first().isEqualTo(alive.getLast());
        }

        private void reply(int who) {
            String to = somePost(who);
            if (to != null) {
                publish(
                        who,
                        people.get(who).replies(to, "reply " + activities.size()),
                        posts.get(to).author());
            }
        }

        private void publish(int who, String id, int answered) {
            posts.put(id, new Post(who, answered, id));
            alive.add(id);
            activities.add(new Activity(who, id, false));
        }

        private void repost(int who) {
            String post = somePost(who);
            if (post != null && !activities.contains(new Activity(who, post, true))) {
                people.get(who).reposts(post);
                activities.add(new Activity(who, post, true));
            }
        }

        private void undoRepost() {
            List<Activity> reposts = activities.stream()
                    .filter(activity -> activity.repost() && alive.contains(activity.post()))
                    .filter(activity -> !isAbsent(activity.actor())
                            && !isAbsent(posts.get(activity.post()).author()))
                    .filter(activity ->
                            !hidden(activity.actor(), posts.get(activity.post()).author()))
                    .toList();
            if (!reposts.isEmpty()) {
                Activity undone = reposts.get(random.nextInt(reposts.size()));
                people.get(undone.actor())
                        .delete("/v1/posts/" + undone.post() + "/repost")
                        .expect(200);
                activities.remove(undone);
            }
        }

        private void delete() {
            if (!alive.isEmpty()) {
                String post = alive.get(random.nextInt(alive.size()));
                int author = posts.get(post).author();
                if (!isAbsent(author)) {
                    alive.remove(post);
                    people.get(author).deletes(post);
                }
            }
        }

        private void follow(int who, int other) {
            if (!hidden(who, other)) {
                people.get(who).follows(people.get(other));
                follows.add(List.of(who, other));
            }
        }

        private void toggle(Set<List<Integer>> relationships, int who, int other, String kind) {
            String path = "/v1/users/" + people.get(other).id() + "/" + kind;
            if (relationships.remove(List.of(who, other))) {
                people.get(who).delete(path).expect(200);
            } else if (!hidden(who, other)) {
                people.get(who).put(path).expect(200);
                relationships.add(List.of(who, other));
            }
        }

        private void block(int who, int other) {
            String path = "/v1/users/" + people.get(other).id() + "/block";
            if (blocks.remove(List.of(who, other))) {
                people.get(who).delete(path).expect(200);
            } else if (!hidden(who, other)) {
                people.get(who).put(path).expect(200);
                blocks.add(List.of(who, other));
                follows.remove(List.of(who, other));
                follows.remove(List.of(other, who));
            }
        }

        private String somePost(int who) {
            List<String> seen = alive.stream()
                    .filter(post -> !hidden(who, posts.get(post).author())
                            && !isAbsent(posts.get(post).author()))
                    .toList();
            return seen.isEmpty() ? null : seen.get(random.nextInt(seen.size()));
        }

        private boolean hidden(int one, int other) {
            return blocks.contains(List.of(one, other)) || blocks.contains(List.of(other, one));
        }

        /** Reads every feed to its end, in pages of random size, and compares it with its definition. */
        void compare(String when) {
            for (int who = 0; who < PEOPLE; who++) {
                if (isAbsent(who)) {
                    continue;
                }
                int limit = 1 + random.nextInt(9);
                assertThat(read(people.get(who), limit))
                        .as("%s, reader %d, pages of %d", when, who, limit)
                        .containsExactlyElementsOf(definition(who));
            }
        }

        private List<String> read(Person reader, int limit) {
            List<String> found = new ArrayList<>();
            String cursor = "";
            while (true) {
                Answer page = reader.get("/v1/feed?limit=" + limit + cursor).expect(200);
                assertThat(page.flag("/partial")).isFalse();
                found.addAll(page.items(this::name));
                if (page.json().at("/nextCursor").isNull()) {
                    return found;
                }
                cursor = "&cursor=" + page.text("/nextCursor");
            }
        }

        private String name(JsonNode item) {
            return item.at("/post/id").asString() + " by "
                    + item.at("/repostedBy/id").asString("author");
        }

        private List<String> definition(int who) {
            List<String> shown = new ArrayList<>();
            List<String> recent = new ArrayList<>();
            for (Activity activity : activities.reversed()) {
                if (alive.contains(activity.post()) && enters(who, activity) && !recent.contains(activity.post())) {
                    recent.add(activity.post());
                    if (recent.size() > DISTANCE) {
                        recent.removeFirst();
                    }
                    shown.add(activity.post() + " by "
                            + (activity.repost() ? people.get(activity.actor()).id() : "author"));
                }
            }
            return shown;
        }

        private boolean enters(int who, Activity activity) {
            Post post = posts.get(activity.post());
            if (isAbsent(post.author()) || isAbsent(activity.actor()) || silenced(who, post.author())) {
                return false;
            }
            if (activity.actor() == who) {
                return true;
            }
            if (!follows.contains(List.of(who, activity.actor())) || silenced(who, activity.actor())) {
                return false;
            }
            int answered = post.answered();
            return activity.repost()
                    || answered == -1
                    || answered == post.author()
                    || answered == who
                    || follows.contains(List.of(who, answered));
        }

        private boolean silenced(int who, int other) {
            return hidden(who, other) || mutes.contains(List.of(who, other));
        }
    }
}
