package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.post.cassandra.lists.Entry;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.near.LocalEffects;
import magpie.post.cassandra.session.Engine;

/** Compares counts with the rows they count, and repairs them. Posts come in token order, once around the ring. */
final class Recounting {
    private static final int CHUNK = 100;

    private final Engine engine;
    private final Lists lists;
    private final LocalEffects effects;
    private final PreparedStatement first;
    private final PreparedStatement after;

    Recounting(Engine engine, Lists lists, LocalEffects effects) {
        this.engine = engine;
        this.lists = lists;
        this.effects = effects;
        String posts = "SELECT DISTINCT subject, author_id, deleted FROM post_lists";
        this.first = engine.prepare(posts + " LIMIT ?");
        this.after = engine.prepare(posts + " WHERE token(subject) > token(?) LIMIT ?");
    }

    Recounted recount(RecountChunk recount) {
        List<Row> posts = engine.all(
                recount.after() == 0
                        ? Engine.bind(first, recount.limit())
                        : Engine.bind(after, recount.after(), recount.limit()));
        int mended = posts.stream().mapToInt(this::mend).sum();
        boolean last = posts.size() < recount.limit();
        return new Recounted(posts.size(), mended, last ? 0 : posts.getLast().getLong("subject"));
    }

    private int mend(Row post) {
        long id = post.getLong("subject");
        long author = post.getLong("author_id");
        int mended = 0;
        if (!post.getBoolean("deleted")) {
            boolean likes = effects.counts().verify(ListRef.of(ListKind.LIKES, id));
            boolean reposts = effects.counts().verify(ListRef.of(ListKind.REPOSTS, id));
            boolean replies = effects.counts().verify(ListRef.of(ListKind.REPLIES, id));
            mended = likes || reposts || replies ? 1 : 0;
            effects.summaries().forget(id);
        }
        return mended + (isFirstOf(author, id) && mendAuthor(author) ? 1 : 0);
    }

    private boolean mendAuthor(long author) {
        return effects.counts().verify(ListRef.of(ListKind.ACTIVITIES, author));
    }

    /** Whether this is the author's first post; an author with many posts comes up for each of them. */
    private boolean isFirstOf(long author, long postId) {
        long after = 0;
        while (true) {
            List<Entry> oldest = lists.above(ListRef.of(ListKind.ACTIVITIES, author), after, CHUNK);
            for (Entry entry : oldest) {
                if (entry.id() >= postId) {
                    return true;
                }
                if (entry.kind() != Entry.REPOST) {
                    return false;
                }
            }
            if (oldest.size() < CHUNK) {
                return true;
            }
            after = oldest.getLast().id();
        }
    }
}
