package magpie.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import magpie.tests.Deed.Kind;

/** What the program has acknowledged, noted the moment the answer was there. Any number of threads may write in it. */
final class Ledger {
    private static final int RECENT = 20;
    private static final int TRIES = 20;

    private final Map<String, Post> posts = new LinkedHashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> missed = new HashSet<>();
    private final Set<Tie> follows = new HashSet<>();
    private final Set<Mark> likes = new HashSet<>();
    private final Set<Mark> reposts = new HashSet<>();

    /** A post that was not deleted. */
    record Post(int author, String text) {}

    /** One person follows another. */
    record Tie(int who, int whom) {}

    /** A person's like or repost of a post. */
    record Mark(int who, String post) {}

    /** Everything at one moment. Likes and reposts of deleted posts are left out: they are nowhere to be seen. */
    record State(
            Map<String, Post> posts,
            Set<String> deleted,
            Set<String> missed,
            Set<Tie> follows,
            Set<Mark> likes,
            Set<Mark> reposts) {}

    /** Notes a deed that was answered, and refuses answers that are not proper. */
    synchronized void note(Deed deed, Answer answer) {
        switch (deed.kind()) {
            case PUBLISH -> published(deed, answer.expect(201).text("/id"));
            case DELETE -> {
                answer.expect(204);
                deleted(deed);
            }
            case FOLLOW, UNFOLLOW -> tied(deed, answer, "/following");
            case LIKE, UNLIKE, REPOST, UNREPOST -> marked(deed, answer);
        }
        assertThat(answer.status() == 404 || isSet(deed) == deed.kind().sets)
                .as("%s is true now", deed)
                .isTrue();
    }

    /** Finds out what came of a deed whose answer nobody saw. Either is fine; but a repeated one makes no second post. */
    synchronized void close(Deed deed, List<Person> people) {
        Person person = people.get(deed.who());
        switch (deed.kind()) {
            case PUBLISH -> publishAgain(deed, people);
            case DELETE -> closeDeletion(deed, person.get("/v1/posts/" + deed.what()));
            case FOLLOW, UNFOLLOW ->
                tied(deed, person.get("/v1/users/" + people.get(deed.whom()).id()), "/viewer/following");
            case LIKE, UNLIKE, REPOST, UNREPOST -> marked(deed, person.get("/v1/posts/" + deed.what()));
        }
    }

    synchronized State state() {
        return new State(
                new LinkedHashMap<>(posts),
                new HashSet<>(deleted),
                new HashSet<>(missed),
                new HashSet<>(follows),
                onPosts(likes),
                onPosts(reposts));
    }

    /** How much there is. */
    synchronized String summary() {
        return posts.size() + " posts, " + deleted.size() + " deleted, " + follows.size() + " follows, "
                + onPosts(likes).size() + " likes, " + onPosts(reposts).size() + " reposts";
    }

    /** Some post, of the newest as often as of all; empty if none was found that is asked for. */
    synchronized String somePost(Random random, Predicate<Post> wanted) {
        for (int i = 0; i < TRIES && !order.isEmpty(); i++) {
            int back = random.nextInt(random.nextBoolean() ? Math.min(RECENT, order.size()) : order.size());
            String id = order.get(order.size() - 1 - back);
            Post post = posts.get(id);
            if (post != null && wanted.test(post)) {
                return id;
            }
        }
        return "";
    }

    /** Whether what a deed makes or undoes is there. */
    private boolean isSet(Deed deed) {
        return switch (deed.kind()) {
            case PUBLISH -> true;
            case DELETE -> posts.containsKey(deed.what());
            case FOLLOW, UNFOLLOW -> follows.contains(new Tie(deed.who(), deed.whom()));
            case LIKE, UNLIKE -> likes.contains(new Mark(deed.who(), deed.what()));
            case REPOST, UNREPOST -> reposts.contains(new Mark(deed.who(), deed.what()));
        };
    }

    private void published(Deed deed, String id) {
        order.add(id);
        assertThat(posts.put(id, new Post(deed.who(), deed.what())))
                .as("a post with the id of another")
                .isNull();
    }

    private void deleted(Deed deed) {
        posts.remove(deed.what());
        deleted.add(deed.what());
    }

    private void tied(Deed deed, Answer answer, String flag) {
        set(follows, new Tie(deed.who(), deed.whom()), answer.expect(200).flag(flag));
    }

    /** A post that is not there was deleted by somebody meanwhile; the audit sees to it that this is true. */
    private void marked(Deed deed, Answer answer) {
        boolean like = deed.kind() == Kind.LIKE || deed.kind() == Kind.UNLIKE;
        if (answer.status() == 404) {
            missed.add(deed.what());
        } else {
            boolean there = answer.expect(200).flag(like ? "/viewer/liked" : "/viewer/reposted");
            set(like ? likes : reposts, new Mark(deed.who(), deed.what()), there);
        }
    }

    private void publishAgain(Deed deed, List<Person> people) {
        Person person = people.get(deed.who());
        List<String> texts = person.all("/v1/users/" + person.id() + "/posts", 100, "/post/text");
        assertThat(texts.stream().filter(deed.what()::equals)).hasSizeLessThanOrEqualTo(1);
        Answer again = deed.send(people);
        note(deed, again);
        assertThat(deed.send(people).expect(201).text("/id")).isEqualTo(again.text("/id"));
    }

    private void closeDeletion(Deed deed, Answer answer) {
        if (answer.status() == 404) {
            deleted(deed);
        } else {
            answer.expect(200);
        }
    }

    private static <T> void set(Set<T> all, T one, boolean there) {
        if (there) {
            all.add(one);
        } else {
            all.remove(one);
        }
    }

    private Set<Mark> onPosts(Set<Mark> marks) {
        Set<Mark> found = new HashSet<>(marks);
        found.removeIf(mark -> !posts.containsKey(mark.post()));
        return found;
    }
}
