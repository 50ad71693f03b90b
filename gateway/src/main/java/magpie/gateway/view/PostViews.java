package magpie.gateway.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.api.Ids;
import magpie.api.post.PostFacts;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.Posts;
import magpie.gateway.json.JsonBytes;
import org.jspecify.annotations.Nullable;

/**
 * The public shapes of posts: what never changes and the author come encoded from near caches and are copied, and only
 * counts and marks are written anew.
 */
public final class PostViews {
    private static final byte[] NOBODY = ascii("\"replyToAuthor\":null,\"mentions\":[]");
    private static final byte[] ANSWERED = ascii(",\"replyToAuthor\":");
    private static final byte[] MENTIONS = ascii(",\"mentions\":");
    private static final byte[] AUTHOR = ascii(",\"author\":");
    private static final byte[] LIKES = ascii(",\"counts\":{\"likes\":");
    private static final byte[] REPOSTS = ascii(",\"reposts\":");
    private static final byte[] REPLIES = ascii(",\"replies\":");
    private static final byte[] LIKED = ascii(",\"viewer\":{\"liked\":");
    private static final byte[] REPOSTED = ascii(",\"reposted\":");
    private static final byte[] AT = ascii(",\"at\":");

    private final Posts posts;
    private final Authors authors;
    private final EncodedPosts encoded;

    /** Views of what these know. */
    public PostViews(Posts posts, Authors authors, EncodedPosts encoded) {
        this.posts = posts;
        this.authors = authors;
        this.encoded = encoded;
    }

    /**
     * A post with its author and whom it may name, to which counts and marks are still to be added.
     *
     * @param encoded what {@link EncodedPosts} has of it
     */
    public record Shown(PostFacts post, byte[] encoded, Author author, Map<Long, Author> known) {
        /** How many bytes it takes on a page, about. */
        int bytes() {
            return encoded.length;
        }
    }

    /** Counts of a post and the viewer's marks. */
    public record Counted(Shown shown, PostStats marks, int row, boolean viewed) {
        /** Whether the post is still there. */
        public boolean present() {
            return !marks.has(row, PostStats.GONE);
        }

        /** Writes the Post shape. */
        public void write(JsonBytes out) {
            PostViews.write(out, shown, marks, row, viewed);
        }
    }

    /** For each post what is shown of it: null without a visible author, or when the author is among the hidden. */
    public List<@Nullable Shown> show(List<PostFacts> facts, Set<Long> hidden) {
        Map<Long, Author> known = authors.of(people(facts));
        List<@Nullable Shown> shown = new ArrayList<>(facts.size());
        for (PostFacts post : facts) {
            Author author = known.get(post.authorId());
            if (author == null || hidden.contains(post.authorId())) {
                shown.add(null);
            } else {
                shown.add(new Shown(post, encoded.of(post), author, known));
            }
        }
        return shown;
    }

    /** The posts with counts and the viewer's marks, in one batch, in the same order. */
    public List<Counted> count(long viewerId, List<Shown> shown) {
        if (shown.isEmpty()) {
            return List.of();
        }
        long[] ids = shown.stream().mapToLong(s -> s.post().id()).toArray();
        PostStats marks = posts.marks(new PostStatsQuery(viewerId, ids));
        List<Counted> counted = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            counted.add(new Counted(shown.get(i), marks, i, viewerId != 0));
        }
        return counted;
    }

    /**
     * For each post what is shown of it, with counts and the viewer's marks: null for what is gone or may not be seen. Pages
     * are made of this, so that what is not to be seen is not counted.
     */
    public List<@Nullable Counted> sift(long viewerId, List<PostFacts> facts, Set<Long> hidden) {
        return sift(viewerId, show(facts, hidden));
    }

    /** The same of posts that are known already. */
    List<@Nullable Counted> sift(long viewerId, List<@Nullable Shown> shown) {
        List<Shown> seen = new ArrayList<>(shown.size());
        for (@Nullable Shown one : shown) {
            if (one != null) {
                seen.add(one);
            }
        }
        Iterator<Counted> counted = count(viewerId, seen).iterator();
        List<@Nullable Counted> sifted = new ArrayList<>(shown.size());
        for (@Nullable Shown one : shown) {
            Counted next = one == null ? null : counted.next();
            sifted.add(next != null && next.present() ? next : null);
        }
        return sifted;
    }

    /** Those of the posts that are there and may be seen, with counts and the viewer's marks, in the same order. */
    public List<Counted> present(long viewerId, List<PostFacts> facts, Set<Long> hidden) {
        List<Shown> seen = new ArrayList<>(facts.size());
        for (@Nullable Shown shown : show(facts, hidden)) {
            if (shown != null) {
                seen.add(shown);
            }
        }
        return count(viewerId, seen).stream().filter(Counted::present).toList();
    }

    /** Writes the Post shape of a post whose marks are known. */
    public void write(JsonBytes out, PostFacts post, PostStats marks, boolean viewed) {
        Map<Long, Author> known = authors.of(people(List.of(post)));
        Author author = known.getOrDefault(post.authorId(), Author.ABSENT);
        write(out, new Shown(post, encoded.of(post), author, known), marks, 0, viewed);
    }

    /** Writes the Post shape. */
    static void write(JsonBytes out, Shown shown, PostStats marks, int row, boolean viewed) {
        body(out.open(), shown.post, shown.encoded, shown.known);
        out.piece(AUTHOR);
        shown.author.write(out);
        out.piece(LIKES).number(marks.likes()[row]);
        out.piece(REPOSTS).number(marks.reposts()[row]);
        out.piece(REPLIES).number(marks.replies()[row]).close();
        if (viewed) {
            out.piece(LIKED).flag(marks.has(row, PostStats.LIKED));
            out.piece(REPOSTED).flag(marks.has(row, PostStats.REPOSTED)).close();
        }
        out.close();
    }

    /** Writes what never changes of a post, and whom it names as they are called now; of who is not known, nothing. */
    public static void body(JsonBytes out, PostFacts post, byte[] encoded, Map<Long, Author> known) {
        out.raw(encoded);
        if (!post.namesSomebody()) {
            out.raw(NOBODY);
            return;
        }
        out.piece(ANSWERED);
        Author answered = known.get(post.replyToAuthorId());
        if (answered == null) {
            out.text(null);
        } else {
            answered.writeCalled(out);
        }
        out.piece(MENTIONS).openList();
        for (long id : post.mentionedIds()) {
            Author person = known.get(id);
            if (person != null) {
                person.writeCalled(out);
            }
        }
        out.closeList();
    }

    /** The authors of posts and whom they name. */
    public static Set<Long> people(Collection<PostFacts> posts) {
        Set<Long> ids = new HashSet<>();
        for (PostFacts post : posts) {
            ids.add(post.authorId());
            addNamed(ids, post);
        }
        return ids;
    }

    /** Adds whom a post names. */
    static void addNamed(Set<Long> ids, PostFacts post) {
        for (long id : post.mentionedIds()) {
            ids.add(id);
        }
        if (post.replyToAuthorId() != 0) {
            ids.add(post.replyToAuthorId());
        }
    }

    /** Writes what follows the post in the FeedItem shape; the reposter is null for a post of its author's own. */
    static void endItem(JsonBytes out, long activityId, @Nullable Author reposter) {
        if (reposter != null) {
            reposter.writeNamed(out.name("repostedBy"));
        }
        out.piece(AT).time(Ids.millis(activityId)).close();
    }

    /** The authors of posts. */
    static Set<Long> authorIds(List<PostFacts> facts) {
        Set<Long> ids = new HashSet<>();
        facts.forEach(post -> ids.add(post.authorId()));
        return ids;
    }

    private static byte[] ascii(String piece) {
        return piece.getBytes(StandardCharsets.US_ASCII);
    }
}
