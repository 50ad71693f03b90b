package magpie.chaos.audit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import magpie.chaos.audit.FeedPage.Entry;
import magpie.chaos.audit.Ledger.Mark;
import magpie.chaos.audit.Ledger.Post;
import magpie.chaos.audit.Ledger.Relation;
import magpie.chaos.audit.Ledger.State;
import magpie.chaos.audit.Violation.Kind;
import magpie.client.Answer;
import magpie.client.NoAnswerException;
import magpie.client.Person;
import magpie.client.UnexpectedAnswerException;
import magpie.kit.Waits;

/** Checks a network at rest against the ledger: everything acknowledged is there, and nothing else. */
public final class Audit {
    private static final int AT_ONCE = 8;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    /** The minimum number of entries between two appearances of a post, the default of {@code feed.repost-distance}. */
    private static final int REPOST_DISTANCE = 80;

    private final List<Person> people;
    private final State state;
    private final Demands demands;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Runnable> checks = new ArrayList<>();

    public Audit(List<Person> people, State state) {
        this.people = people;
        this.state = state;
        this.demands = new Demands(state);
        IntStream.range(0, people.size()).forEach(who -> {
            numbers.put(people.get(who).id(), who);
            checks.addAll(List.of(
                    () -> relations(who),
                    () -> away(who, "/v1/me/blocks", "block", state.blocks()),
                    () -> away(who, "/v1/me/mutes", "mute", state.mutes()),
                    () -> profile(who),
                    () -> counts(who),
                    () -> timeline(who),
                    () -> feed(who)));
        });
        Map<String, Set<Integer>> likers = byPost(state.likes());
        Map<String, Set<Integer>> reposters = byPost(state.reposts());
        state.posts()
                .forEach((id, post) -> checks.add(
                        () -> post(id, post, likers.getOrDefault(id, Set.of()), reposters.getOrDefault(id, Set.of()))));
        Stream.concat(state.deleted().stream(), state.missed().stream())
                .distinct()
                .forEach(id -> checks.add(() -> gone(id)));
    }

    /** Checks everything once; throws the first broken promise. */
    public void run() {
        failing(checks).values().stream().findFirst().ifPresent(first -> {
            throw first;
        });
    }

    /**
     * Repeats all checks until they hold in one pass, because effects may lag behind their causes; returns what is
     * still wrong when the time is over.
     */
    public List<Violation> converge(Duration limit) {
        Map<Runnable, Violation> failing = failing(checks);
        long end = System.nanoTime() + limit.toNanos(); // checking everything may itself take long
        while (!failing.isEmpty() && System.nanoTime() < end) {
            Waits.pause(BETWEEN);
            Map<Runnable, Violation> still = failing(failing.keySet());
            failing = still.isEmpty() ? failing(checks) : still;
        }
        return List.copyOf(failing.values());
    }

    private void relations(int who) {
        String path = "/v1/users/" + people.get(who).id();
        List<String> following = people.get(who).all(path + "/following", 7, "/id");
        List<String> followers = people.get(who).all(path + "/followers", 7, "/id");
        demands.demand(
                "following of " + name(who),
                following,
                ids(followees(who)),
                other -> Action.subject("follow", who, number(other), ""));
        demands.demand(
                "followers of " + name(who),
                followers,
                ids(followers(who)),
                other -> Action.subject("follow", number(other), who, ""));
    }

    private void away(int who, String path, String thing, Set<Relation> relations) {
        demands.demand(
                thing + "s of " + name(who),
                people.get(who).all(path, 7, "/id"),
                ids(whom(relations, who)),
                other -> Action.subject(thing, who, number(other), ""));
    }

    /** Checks a profile, as its owner and as somebody else reads it. */
    private void profile(int who) {
        String said = state.profiles().get(who);
        for (int reader : List.of(who, otherReader(who))) {
            Answer profile =
                    people.get(reader).get("/v1/users/" + people.get(who).id()).expect(200);
            if (said != null) {
                demands.demandProfile(name(who), "profile " + who, Action.profile(profile), said);
            }
        }
    }

    private void counts(int who) {
        Answer profile =
                people.get(who).get("/v1/users/" + people.get(who).id()).expect(200);
        Demands.equal(
                "following, followers and posts of " + name(who),
                List.of(
                        profile.number("/counts/following"),
                        profile.number("/counts/followers"),
                        profile.number("/counts/posts")),
                List.of(
                        (long) followees(who).size(),
                        (long) followers(who).size(),
                        postsWhere(post -> post.author() == who).count()));
    }

    private void timeline(int who) {
        Stream<String> posts = postsWhere(post -> post.author() == who).map(id -> id + " by author");
        Stream<String> reposts = state.reposts().stream()
                .filter(mark -> mark.who() == who)
                .map(mark -> mark.post() + " by " + people.get(who).id());
        demands.demand(
                "timeline of " + name(who),
                entries(who, "/v1/users/" + people.get(who).id() + "/posts").stream()
                        .map(Entry::name)
                        .toList(),
                Stream.concat(posts, reposts).toList(),
                entry -> Action.subject("repost", who, 0, entry.substring(0, entry.indexOf(' '))));
    }

    /** Checks the whole feed: every post that belongs there, each once, newest first, no repeat too soon. */
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
        String whose = "feed of " + name(who);
        Set<String> shown = feed.stream().map(Entry::post).collect(Collectors.toSet());
        Demands.same(Kind.WRONG_FEED, whose, shown, expected);
        List<String> names = feed.stream().map(Entry::name).toList();
        Demands.once(whose, names);
        Demands.none(Kind.WRONG_FEED, whose + ": for no reason", Demands.without(names, reasons));
        Demands.none(Kind.WRONG_FEED, whose + ": newer than the one before", disordered(feed));
        Demands.none(Kind.DUPLICATE, whose + ": again too soon", tooSoon(feed));
    }

    private void post(String id, Post expected, Set<Integer> likers, Set<Integer> reposters) {
        int readerNumber = otherReader(expected.author());
        Person reader = people.get(readerNumber);
        Answer post = reader.get("/v1/posts/" + id);
        if (post.status() == 404) {
            throw new Violation(Kind.LOST_WRITE, "post " + id + " (" + expected.text() + ") is not there");
        }
        post.expect(200);
        Demands.same(
                Kind.LOST_WRITE,
                "author and text of post " + id,
                List.of(post.text("/author/id"), post.text("/text")),
                List.of(people.get(expected.author()).id(), expected.text()));
        demands.demand(
                "likes of post " + id,
                reader.all("/v1/posts/" + id + "/likes", 100, "/id"),
                ids(likers.stream().filter(liker -> see(readerNumber, liker)).toList()),
                liker -> Action.subject("like", number(liker), 0, id));
        Demands.equal(
                "likes and reposts of post " + id,
                List.of(post.number("/counts/likes"), post.number("/counts/reposts")),
                List.of((long) likers.size(), (long) reposters.size()));
    }

    private void gone(String id) {
        Answer answer = people.getFirst().get("/v1/posts/" + id);
        if (answer.status() == 200) {
            throw new Violation(Kind.LOST_WRITE, "post " + id + " is there, and was said to be deleted or not there");
        }
        answer.expect(404);
    }

    private List<Entry> entries(int who, String path) {
        List<Entry> found = new ArrayList<>();
        String cursor = "";
        do {
            FeedPage page = FeedPage.read(people.get(who), path, 100, cursor);
            if (!page.isWhole()) {
                throw new Violation(Kind.WRONG_ANSWER, path + " of " + name(who) + " cannot be read as a whole");
            }
            found.addAll(page.entries());
            cursor = page.next();
        } while (!cursor.isEmpty());
        return found;
    }

    private static List<String> disordered(List<Entry> feed) {
        return IntStream.range(1, feed.size())
                .filter(i -> feed.get(i).at().isAfter(feed.get(i - 1).at()))
                .mapToObj(i -> feed.get(i).name())
                .toList();
    }

    /** The entries whose post is also among the next newer ones. */
    private static List<String> tooSoon(List<Entry> feed) {
        Deque<String> newer = new ArrayDeque<>();
        List<String> found = new ArrayList<>();
        for (Entry entry : feed) {
            if (newer.contains(entry.post())) {
                found.add(entry.name());
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
        return whom(state.follows(), who);
    }

    private static Set<Integer> whom(Set<Relation> relations, int who) {
        return relations.stream()
                .filter(relation -> relation.who() == who)
                .map(Relation::whom)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Set<Integer> followers(int whom) {
        return state.follows().stream()
                .filter(relation -> relation.whom() == whom)
                .map(Relation::who)
                .collect(Collectors.toSet());
    }

    /** Another reader who may see this person. */
    private int otherReader(int who) {
        return IntStream.range(1, people.size())
                .map(step -> (who + step) % people.size())
                .filter(other -> see(who, other))
                .findFirst()
                .orElse(who);
    }

    /** Whether neither of two people has blocked the other. */
    private boolean see(int one, int other) {
        return !state.blocks().contains(new Relation(one, other))
                && !state.blocks().contains(new Relation(other, one));
    }

    private int number(String id) {
        return numbers.getOrDefault(id, -1);
    }

    private String name(int who) {
        return people.get(who).username();
    }

    private List<String> ids(Collection<Integer> numbers) {
        return numbers.stream().map(number -> people.get(number).id()).toList();
    }

    private static Map<String, Set<Integer>> byPost(Set<Mark> marks) {
        return marks.stream()
                .collect(Collectors.groupingBy(Mark::post, Collectors.mapping(Mark::who, Collectors.toSet())));
    }

    /** The checks that fail, and why. */
    private static Map<Runnable, Violation> failing(Collection<Runnable> checks) {
        Map<Runnable, Violation> failing = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            Map<Runnable, Future<Optional<Violation>>> running = new LinkedHashMap<>();
            checks.forEach(check -> running.put(check, threads.submit(() -> outcome(check))));
            for (Map.Entry<Runnable, Future<Optional<Violation>>> one : running.entrySet()) {
                Waits.forTask(one.getValue()).ifPresent(violation -> failing.put(one.getKey(), violation));
            }
        }
        return failing;
    }

    /** A missing answer is also a broken promise. */
    private static Optional<Violation> outcome(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation);
        } catch (UnexpectedAnswerException wrong) {
            return Optional.of(Violation.of(wrong));
        } catch (NoAnswerException e) {
            return Optional.of(new Violation(Kind.WRONG_ANSWER, "no answer: " + e.getMessage()));
        }
    }
}
