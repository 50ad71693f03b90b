package magpie.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;

/** The graph as plain sets in insertion order, to compare a store with. */
final class GraphModel {
    private final GraphConfig config;
    private final Set<Pair> follows = new LinkedHashSet<>();
    private final Set<Pair> blocks = new LinkedHashSet<>();
    private final Set<Pair> mutes = new LinkedHashSet<>();
    private final Set<Long> gone = new HashSet<>();
    private final Map<Long, Boolean> celebrated = new TreeMap<>();

    /** The changes, each with its frequency per thousand steps. */
    enum Change {
        FOLLOW(600),
        UNFOLLOW(750),
        BLOCK(800),
        UNBLOCK(870),
        MUTE(950),
        UNMUTE(1_000);

        private final int below;

        Change(int below) {
            this.below = below;
        }

        static Change of(int dice) {
            return List.of(values()).stream()
                    .filter(change -> dice < change.below)
                    .findFirst()
                    .orElseThrow();
        }
    }

    GraphModel(GraphConfig config) {
        this.config = config;
    }

    /** Returns the relationship after the change; null if it is refused. */
    Relationship apply(int dice, Pair pair) {
        Pair back = back(pair);
        if (gone.contains(pair.actorId()) || gone.contains(pair.targetId())) {
            return null;
        }
        switch (Change.of(dice)) {
            case FOLLOW -> {
                if (blocks.contains(pair) || blocks.contains(back)) {
                    return null;
                }
                follows.add(pair);
            }
            case UNFOLLOW -> follows.remove(pair);
            case BLOCK -> {
                blocks.add(pair);
                follows.remove(pair);
                follows.remove(back);
            }
            case UNBLOCK -> blocks.remove(pair);
            case MUTE -> mutes.add(pair);
            case UNMUTE -> mutes.remove(pair);
        }
        decide(pair.actorId());
        decide(pair.targetId());
        return relationship(pair.actorId(), pair.targetId());
    }

    void deleteUser(long user) {
        gone.add(user);
        List<Long> followees = followingOf(user);
        for (Set<Pair> relation : List.of(follows, blocks, mutes)) {
            relation.removeIf(pair -> pair.actorId() == user || pair.targetId() == user);
        }
        followees.forEach(this::decide);
    }

    Relationship relationship(long viewer, long target) {
        Pair there = new Pair(viewer, target);
        Pair back = new Pair(target, viewer);
        return new Relationship(
                follows.contains(there),
                follows.contains(back),
                blocks.contains(there),
                blocks.contains(back),
                mutes.contains(there));
    }

    List<Long> followersOf(long user) {
        return newestFirst(follows, Pair::targetId, user, Pair::actorId);
    }

    List<Long> followingOf(long user) {
        return newestFirst(follows, Pair::actorId, user, Pair::targetId);
    }

    List<Long> mutedBy(long user) {
        return newestFirst(mutes, Pair::actorId, user, Pair::targetId);
    }

    List<Long> hiddenFrom(long user) {
        Set<Long> hidden = new LinkedHashSet<>(newestFirst(blocks, Pair::actorId, user, Pair::targetId));
        hidden.addAll(newestFirst(blocks, Pair::targetId, user, Pair::actorId));
        return List.copyOf(hidden);
    }

    List<Long> mutuals(long one, long other) {
        List<Long> both = new ArrayList<>(followingOf(one));
        both.retainAll(followingOf(other));
        both.sort(Comparator.reverseOrder());
        return both;
    }

    boolean celebrated(long user) {
        return !gone.contains(user) && celebrated.getOrDefault(user, false);
    }

    List<Long> celebratedOnce(List<Long> users) {
        return users.stream().filter(celebrated::containsKey).toList();
    }

    Map<Long, Boolean> celebratedOnceByAuthor() {
        return celebrated;
    }

    private static Pair back(Pair pair) {
        long whom = pair.actorId();
        return new Pair(pair.targetId(), whom);
    }

    private void decide(long author) {
        int followers = followersOf(author).size();
        if (followers >= config.celebrityThreshold()) {
            celebrated.put(author, true);
        } else if (followers * 100 < config.celebrityThreshold() * config.celebrityExitPercent()) {
            celebrated.replace(author, false);
        }
    }

    private static List<Long> newestFirst(
            Set<Pair> relation, Function<Pair, Long> side, long user, Function<Pair, Long> other) {
        return relation.stream()
                .filter(pair -> side.apply(pair) == user)
                .map(other)
                .toList()
                .reversed();
    }
}
