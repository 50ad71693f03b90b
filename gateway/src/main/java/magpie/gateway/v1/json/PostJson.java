package magpie.gateway.v1.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import magpie.api.Ids;
import magpie.api.post.PostFacts;
import magpie.api.post.PostStats;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.view.Author;
import magpie.gateway.view.PostViews.Counted;
import magpie.gateway.view.PostViews.Shown;
import org.jspecify.annotations.Nullable;

/**
 * Writes the public shapes of posts: the immutable part and the author are copied from caches in encoded form; only
 * counts and reactions are encoded anew.
 */
public final class PostJson {
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

    private final EncodedPosts encoded;

    /** Uses these caches. */
    public PostJson(EncodedPosts encoded) {
        this.encoded = encoded;
    }

    /** Writes the Post shape. */
    public void write(JsonBytes out, Counted post) {
        write(out, post.shown(), post.stats(), post.row(), post.viewed());
    }

    /** Writes the Post shape of a post whose counts and reactions are in a row. */
    public void write(JsonBytes out, Shown shown, PostStats stats, int row, boolean viewed) {
        write(out, shown.post(), shown.author(), shown.known(), stats, row, viewed);
    }

    /** The same from its parts. */
    void write(
            JsonBytes out,
            PostFacts post,
            Author author,
            Map<Long, Author> known,
            PostStats stats,
            int row,
            boolean viewed) {
        encoded.write(out.open(), post);
        named(out, post, known);
        AuthorJson.write(out.piece(AUTHOR), author);
        out.piece(LIKES).number(stats.likes()[row]);
        out.piece(REPOSTS).number(stats.reposts()[row]);
        out.piece(REPLIES).number(stats.replies()[row]).close();
        if (viewed) {
            out.piece(LIKED).flag(stats.has(row, PostStats.LIKED));
            out.piece(REPOSTED).flag(stats.has(row, PostStats.REPOSTED)).close();
        }
        out.close();
    }

    /** Writes the current names of those whom a post answers and mentions; unknown ones are left out. */
    public static void named(JsonBytes out, PostFacts post, Map<Long, Author> known) {
        if (!post.namesSomebody()) {
            out.raw(NOBODY);
            return;
        }
        out.piece(ANSWERED);
        Author answered = known.get(post.replyToAuthorId());
        if (answered == null) {
            out.text(null);
        } else {
            AuthorJson.writeCalled(out, answered);
        }
        out.piece(MENTIONS).openList();
        for (long id : post.mentionedIds()) {
            Author person = known.get(id);
            if (person != null) {
                AuthorJson.writeCalled(out, person);
            }
        }
        out.closeList();
    }

    /** Writes what follows the post in the FeedItem shape; the reposter is null for an author's own post. */
    public static void endItem(JsonBytes out, long activityId, @Nullable Author reposter) {
        if (reposter != null) {
            AuthorJson.writeNamed(out.name("repostedBy"), reposter);
        }
        out.piece(AT).time(Ids.millis(activityId)).close();
    }

    private static byte[] ascii(String piece) {
        return piece.getBytes(StandardCharsets.US_ASCII);
    }
}
