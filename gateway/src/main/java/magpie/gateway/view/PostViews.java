package magpie.gateway.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.api.post.PostFacts;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.Posts;
import org.jspecify.annotations.Nullable;

/** Composes posts with all that is shown: the author, whom they mention, counts and the viewer's reactions. */
public final class PostViews {
    private final Posts posts;
    private final Authors authors;

    /** Composes views from these. */
    public PostViews(Posts posts, Authors authors) {
        this.posts = posts;
        this.authors = authors;
    }

    /** A post with its author and those it may mention, still without counts and reactions. */
    public record Shown(PostFacts post, Author author, Map<Long, Author> known) {}

    /** Counts of a post and the viewer's reactions. */
    public record Counted(Shown shown, PostStats stats, int row, boolean viewed) {
        /** Whether the post still exists. */
        public boolean present() {
            return !stats.has(row, PostStats.GONE);
        }

        /** The most bytes that it takes on a page. */
        int bytes() {
            return shown.post.bytes();
        }
    }

    /** Returns what is shown of each post: null without a visible author, or if the author is among the hidden. */
    public List<@Nullable Shown> show(List<PostFacts> facts, Set<Long> hidden) {
        Map<Long, Author> known = authors.of(people(facts));
        List<@Nullable Shown> shown = new ArrayList<>(facts.size());
        for (PostFacts post : facts) {
            Author author = known.get(post.authorId());
            if (author == null || hidden.contains(post.authorId())) {
                shown.add(null);
            } else {
                shown.add(new Shown(post, author, known));
            }
        }
        return shown;
    }

    /** Adds counts and the viewer's reactions, in one batch, in the same order. */
    public List<Counted> count(long viewerId, List<Shown> shown) {
        if (shown.isEmpty()) {
            return List.of();
        }
        long[] ids = shown.stream().mapToLong(s -> s.post().id()).toArray();
        PostStats stats = posts.stats(new PostStatsQuery(viewerId, ids));
        List<Counted> counted = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            counted.add(new Counted(shown.get(i), stats, i, viewerId != 0));
        }
        return counted;
    }

    /**
     * Returns what is shown of each post, with counts and the viewer's reactions: null if it is deleted or hidden.
     * Pages are filtered by this, so that nothing is counted that is not shown.
     */
    public List<@Nullable Counted> filter(long viewerId, List<PostFacts> facts, Set<Long> hidden) {
        return filter(viewerId, show(facts, hidden));
    }

    /** The same for posts that are known already. */
    List<@Nullable Counted> filter(long viewerId, List<@Nullable Shown> shown) {
        List<Shown> seen = new ArrayList<>(shown.size());
        for (@Nullable Shown one : shown) {
            if (one != null) {
                seen.add(one);
            }
        }
        Iterator<Counted> counted = count(viewerId, seen).iterator();
        List<@Nullable Counted> filtered = new ArrayList<>(shown.size());
        for (@Nullable Shown one : shown) {
            Counted next = one == null ? null : counted.next();
            filtered.add(next != null && next.present() ? next : null);
        }
        return filtered;
    }

    /** Returns the existing, visible posts with counts and the viewer's reactions, in the same order. */
    public List<Counted> present(long viewerId, List<PostFacts> facts, Set<Long> hidden) {
        List<Shown> seen = new ArrayList<>(facts.size());
        for (@Nullable Shown shown : show(facts, hidden)) {
            if (shown != null) {
                seen.add(shown);
            }
        }
        return count(viewerId, seen).stream().filter(Counted::present).toList();
    }

    /** Returns a post that exists with its author as of now. */
    public Shown shown(PostFacts post) {
        Map<Long, Author> known = authors.of(people(List.of(post)));
        return new Shown(post, known.getOrDefault(post.authorId(), Author.ABSENT), known);
    }

    /** The authors of posts and those they mention. */
    public static Set<Long> people(Collection<PostFacts> posts) {
        Set<Long> ids = new HashSet<>();
        for (PostFacts post : posts) {
            ids.add(post.authorId());
            addNamed(ids, post);
        }
        return ids;
    }

    /** Adds those that a post mentions. */
    static void addNamed(Set<Long> ids, PostFacts post) {
        for (long id : post.mentionedIds()) {
            ids.add(id);
        }
        if (post.replyToAuthorId() != 0) {
            ids.add(post.replyToAuthorId());
        }
    }

    /** The authors of posts. */
    static Set<Long> authorIds(List<PostFacts> facts) {
        Set<Long> ids = new HashSet<>();
        facts.forEach(post -> ids.add(post.authorId()));
        return ids;
    }
}
