package magpie.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import magpie.tests.Ledger.Mark;
import magpie.tests.Ledger.Post;
import magpie.tests.Ledger.State;
import magpie.tests.Ledger.Tie;
import tools.jackson.databind.JsonNode;

/** Holds a network that is at rest to what the ledger says: everything in it is there, and nothing else. */
final class Audit {
    private static final int AT_ONCE = 8;

    /** A post is shown again below so many others at the nearest, the default of {@code feed.repost-distance}. */
    private static final int REPOST_DISTANCE = 80;

    private final List<Person> people;
    private final State state;
    private final String when;

    Audit(List<Person> people, State state, String when) {
        this.people = people;
        this.state = state;
        this.when = when;
    }

    /** An entry of a feed or a timeline: a post, and who reposted it if that is why it is there. */
    private record Entry(String post, String by, Instant at) {
        static Entry of(JsonNode item) {
            return new Entry(
                    item.at("/post/id").asString(),
                    item.at("/repostedBy/id").asString(""),
                    Instant.parse(item.at("/at").asString()));
        }

        String name() {
            return post + " by " + (by.isEmpty() ? "author" : by);
        }
    }

    /** Looks at everything. */
    void run() {
        List<Runnable> checks = new ArrayList<>();
        IntStream.range(0, people.size())
                .forEach(who -> checks.addAll(
                        List.of(() -> ties(who), () -> profile(who), () -> timeline(who), () -> feed(who))));
        Map<String, Set<Integer>> likers = byPost(state.likes());
        Map<String, Set<Integer>> reposters = byPost(state.reposts());
        state.posts()
                .forEach((id, post) -> checks.add(
                        () -> post(id, post, likers.getOrDefault(id, Set.of()), reposters.getOrDefault(id, Set.of()))));
        Stream.concat(state.deleted().stream(), state.missed().stream()).forEach(id -> checks.add(() -> gone(id)));
        all(checks);
    }

    private void ties(int who) {
        String path = "/v1/users/" + people.get(who).id();
        assertThat(people.get(who).all(path + "/following", 7, "/id"))
                .as("%s: following of %s", when, who)
                .containsExactlyInAnyOrderElementsOf(ids(followees(who)));
        assertThat(people.get(who).all(path + "/followers", 7, "/id"))
                .as("%s: followers of %s", when, who)
                .containsExactlyInAnyOrderElementsOf(ids(followers(who)));
    }

    private void profile(int who) {
        Answer profile =
                people.get(who).get("/v1/users/" + people.get(who).id()).expect(200);
        assertThat(List.of(
                        profile.number("/counts/following"),
                        profile.number("/counts/followers"),
                        profile.number("/counts/posts")))
                .as("%s: counts of %s", when, who)
                .containsExactly(
                        (long) followees(who).size(),
                        (long) followers(who).size(),
                        postsWhere(post -> post.author() == who).count());
    }

    private void timeline(int who) {
        Stream<String> posts = postsWhere(post -> post.author() == who).map(id -> id + " by author");
        Stream<String> reposts = state.reposts().stream()
                .filter(mark -> mark.who() == who)
                .map(mark -> mark.post() + " by " + people.get(who).id());
        assertThat(entries(who, "/v1/users/" + people.get(who).id() + "/posts").stream()
                        .map(Entry::name))
                .as("%s: timeline of %s", when, who)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(posts, reposts).toList());
    }

    /** The whole feed: every post that belongs there, each for no reason twice, newest first, none again too soon. */
    private void feed(int who) {
        List<Entry> feed = entries(who, "/v1/feed");
        Set<Integer> heard = followees(who);
        heard.add(who);
        Set<String> expected = postsWhere(post -> heard.contains(post.author())).collect(Collectors.toSet());
        Set<String> reasons = expected.stream().map(id -> id + " by author").collect(Collectors.toSet());
        for (Mark repost : state.reposts()) {
            if (heard.contains(repost.who())) {
                expected.add(repost.post());
                reasons.add(repost.post() + " by " + people.get(repost.who()).id());
            }
        }
        String whose = when + ": feed of " + who;
        assertThat(feed.stream().map(Entry::post).collect(Collectors.toSet()))
                .as(whose)
                .isEqualTo(expected);
        assertThat(feed.stream().map(Entry::name))
                .as(whose)
                .doesNotHaveDuplicates()
                .isSubsetOf(reasons);
        assertThat(feed.stream().map(Entry::at)).as(whose).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(tooSoon(feed)).as(whose).isEmpty();
    }

    private void post(String id, Post expected, Set<Integer> likers, Set<Integer> reposters) {
        Person reader = people.get((expected.author() + 1) % people.size());
        Answer post = reader.get("/v1/posts/" + id).expect(200);
        assertThat(List.of(post.text("/author/id"), post.text("/text")))
                .as("%s: post %s", when, id)
                .containsExactly(people.get(expected.author()).id(), expected.text());
        assertThat(List.of(post.number("/counts/likes"), post.number("/counts/reposts")))
                .as("%s: likes and reposts of %s", when, id)
                .containsExactly((long) likers.size(), (long) reposters.size());
        assertThat(reader.all("/v1/posts/" + id + "/likes", 100, "/id"))
                .as("%s: likes of %s", when, id)
                .containsExactlyInAnyOrderElementsOf(ids(likers));
    }

    private void gone(String id) {
        assertThat(people.getFirst().get("/v1/posts/" + id).status())
                .as("%s: deleted post %s", when, id)
                .isEqualTo(404);
    }

    private List<Entry> entries(int who, String path) {
        List<Entry> found = new ArrayList<>();
        String cursor = "";
        while (true) {
            Answer page = people.get(who).get(path + "?limit=100" + cursor).expect(200);
            assertThat(page.json().path("partial").asBoolean(false)).isFalse();
            found.addAll(page.items(Entry::of));
            if (page.json().at("/nextCursor").isNull()) {
                return found;
            }
            cursor = "&cursor=" + page.text("/nextCursor");
        }
    }

    /** The entries whose post is also among the next newer ones. */
    private static List<Entry> tooSoon(List<Entry> feed) {
        Deque<String> newer = new ArrayDeque<>();
        List<Entry> found = new ArrayList<>();
        for (Entry entry : feed) {
            if (newer.contains(entry.post())) {
                found.add(entry);
            }
            newer.addLast(entry.post());
            if (newer.size() > REPOST_DISTANCE) {
                newer.removeFirst();
            }
        }
        return found;
    }

    private Stream<String> postsWhere(Predicate<Post> wanted) {
        return state.posts().entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey);
    }

    private Set<Integer> followees(int who) {
        return state.follows().stream()
                .filter(tie -> tie.who() == who)
                .map(Tie::whom)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Set<Integer> followers(int whom) {
        return state.follows().stream()
                .filter(tie -> tie.whom() == whom)
                .map(Tie::who)
                .collect(Collectors.toSet());
    }

    private List<String> ids(Collection<Integer> numbers) {
        return numbers.stream().map(number -> people.get(number).id()).toList();
    }

    private static Map<String, Set<Integer>> byPost(Set<Mark> marks) {
        return marks.stream()
                .collect(Collectors.groupingBy(Mark::post, Collectors.mapping(Mark::who, Collectors.toSet())));
    }

    private static void all(List<Runnable> checks) {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> running = new ArrayList<>();
            checks.forEach(check -> running.add(threads.submit(check)));
            for (Future<?> check : running) {
                check.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError wrong ? wrong : new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
