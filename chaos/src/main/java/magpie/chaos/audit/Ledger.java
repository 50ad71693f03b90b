package magpie.chaos.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import magpie.chaos.audit.Violation.Kind;
import magpie.client.Answer;

/**
 * Records what the network has acknowledged, at the moment of each answer. Thread-safe. It grows with the run, whose
 * length the flags limit.
 */
public final class Ledger {
    private static final int RECENT = 20;
    private static final int TRIES = 20;
    private static final int NEAR = 5;

    private final Map<String, Post> posts = new LinkedHashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Set<String> deleted = new HashSet<>();
    private final Set<String> missed = new HashSet<>();
    private final Set<Relation> follows = new HashSet<>();
    private final Set<Relation> blocks = new HashSet<>();
    private final Set<Relation> mutes = new HashSet<>();
    private final Set<Mark> likes = new HashSet<>();
    private final Set<Mark> reposts = new HashSet<>();
    private final Map<Integer, String> profiles = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private long acknowledged;

    /** A post that is not deleted. */
    public record Post(int author, String text) {}

    /** One person follows, blocks or mutes another. */
    public record Relation(int who, int whom) {}

    /** A person's like or repost of a post. */
    public record Mark(int who, String post) {}

    /**
     * The state at one moment, as the last acknowledged actions made it. Likes and reposts of deleted posts are left
     * out: they are not visible anywhere.
     *
     * @param profiles the texts of people's profiles
     * @param asked everything asked of the network before, see {@link #trace}
     */
    public record State(
            Map<String, Post> posts,
            Set<String> deleted,
            Set<String> missed,
            Set<Relation> follows,
            Set<Relation> blocks,
            Set<Relation> mutes,
            Set<Mark> likes,
            Set<Mark> reposts,
            Map<Integer, String> profiles,
            Set<String> asked) {

        /** Whether somebody once asked for this: if it is found, the last acknowledged state was undone. */
        boolean wasAsked(String subject, String value) {
            return asked.contains(trace(subject, value));
        }
    }

    /** Identifies what an action asks for: which thing, and in which state. */
    private static String trace(String subject, String value) {
        return subject + " is " + value;
    }

    /** Records an action that is about to be tried: from now on it may be done, at any time. */
    public synchronized void asks(Action action) {
        asked.add(trace(action.subject(), action.value()));
    }

    /**
     * Records an action that was acknowledged, and refuses malformed answers.
     *
     * @param again whether an earlier attempt may have done it already
     */
    public synchronized void note(Action action, Answer answer, boolean again) {
        asks(action);
        switch (action.kind()) {
            case PUBLISH -> published(action, answer.expect(201).text("/id"));
            case DELETE -> {
                answer.expect(again && answer.status() == 404 ? 404 : 204);
                deleted(action);
            }
            case FOLLOW, UNFOLLOW -> related(action, follows, answer.expect(200).flag("/following"));
            case BLOCK, UNBLOCK -> related(action, blocks, answer.expect(200).flag("/blocking"));
            case MUTE, UNMUTE -> related(action, mutes, answer.expect(200).flag("/muting"));
            case LIKE, UNLIKE -> marked(action, likes, answer, "/viewer/liked");
            case REPOST, UNREPOST -> marked(action, reposts, answer, "/viewer/reposted");
            case PROFILE -> changed(action, answer.expect(200));
        }
        acknowledged++;
    }

    public synchronized State state() {
        return new State(
                new LinkedHashMap<>(posts),
                new HashSet<>(deleted),
                new HashSet<>(missed),
                new HashSet<>(follows),
                new HashSet<>(blocks),
                new HashSet<>(mutes),
                onPosts(likes),
                onPosts(reposts),
                new HashMap<>(profiles),
                new HashSet<>(asked));
    }

    /** How many actions were acknowledged. */
    public synchronized long acknowledged() {
        return acknowledged;
    }

    /** A summary of the numbers. */
    public synchronized String summary() {
        return posts.size() + " posts, " + deleted.size() + " deleted, " + follows.size() + " follows, "
                + onPosts(likes).size() + " likes, " + onPosts(reposts).size() + " reposts, " + blocks.size()
                + " blocks, " + mutes.size() + " mutes, " + profiles.size() + " profiles";
    }

    /** A random post, in half of the cases one of the newest; empty if no matching one was found. */
    public synchronized String somePost(Random random, Predicate<Post> wanted) {
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

    /** A random matching like or, for other kinds, repost. */
    public synchronized Optional<Mark> someMark(Random random, Action.Kind kind, Predicate<Mark> wanted) {
        Set<Mark> marks = kind == Action.Kind.UNLIKE ? likes : reposts;
        return marks.stream()
                .filter(mark -> posts.containsKey(mark.post()) && wanted.test(mark))
                .skip(random.nextInt(NEAR))
                .findFirst();
    }

    /** The author of a post; empty if it is deleted. */
    public synchronized OptionalInt author(String id) {
        Post post = posts.get(id);
        return post == null ? OptionalInt.empty() : OptionalInt.of(post.author());
    }

    private void published(Action action, String id) {
        order.add(id);
        if (posts.put(id, new Post(action.who(), action.what())) != null || deleted.contains(id)) {
            throw new Violation(Kind.DUPLICATE, action + " was given the id of another post, " + id);
        }
    }

    private void deleted(Action action) {
        posts.remove(action.what());
        deleted.add(action.what());
    }

    private void related(Action action, Set<Relation> relations, boolean there) {
        demandDone(action, there);
        set(relations, new Relation(action.who(), action.whom()), there);
    }

    private void changed(Action action, Answer answer) {
        demandDone(action, Action.profile(answer).equals(action.what()));
        profiles.put(action.who(), action.what());
    }

    /** A missing post was deleted by somebody meanwhile; the audit verifies that. */
    private void marked(Action action, Set<Mark> marks, Answer answer, String flag) {
        if (answer.status() == (action.kind().sets ? 404 : 204)) {
            missed.add(action.what());
        } else {
            boolean there = answer.expect(200).flag(flag);
            demandDone(action, there);
            set(marks, new Mark(action.who(), action.what()), there);
        }
    }

    private static void demandDone(Action action, boolean there) {
        if (there != action.kind().sets) {
            throw new Violation(
                    Kind.LOST_WRITE, action + " was acknowledged, and the same answer says that it is not so");
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
