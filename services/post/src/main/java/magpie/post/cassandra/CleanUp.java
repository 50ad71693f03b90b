package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.List;
import magpie.api.Limits;
import magpie.post.cassandra.lists.Entry;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.outbox.EventWriter;
import magpie.post.cassandra.posts.CleanUpRows;
import magpie.post.cassandra.reactions.ReactionRows;
import magpie.post.cassandra.session.Engine;

/**
 * Removes likes and reposts of deleted posts, in chunks, newest first. Writes no events: the deletion's event told it
 * all. Idempotent, so several may run at once. A row leaves the post's own list last, so an interrupted chunk loses
 * track of nothing.
 */
public final class CleanUp {
    private final Engine engine;
    private final EventWriter writer;
    private final Lists lists;
    private final CleanUpRows rows;
    private final ReactionRows reactions;
    private final AuthorDeletion authors;
    private final PreparedStatement removeRepost;

    CleanUp(
            Engine engine,
            EventWriter writer,
            Lists lists,
            CleanUpRows rows,
            ReactionRows reactions,
            AuthorDeletion authors) {
        this.engine = engine;
        this.writer = writer;
        this.lists = lists;
        this.rows = rows;
        this.reactions = reactions;
        this.authors = authors;
        this.removeRepost = engine.prepare("DELETE FROM reposts USING TIMESTAMP ? WHERE activity_id = ?");
    }

    /** Removes a chunk; false when nothing is due. */
    boolean some(int limit) {
        CleanUpRows.Task task = rows.next();
        if (task == null) {
            return false;
        }
        boolean done = task.kind() == CleanUpRows.ACCOUNT
                ? authors.deleteAuthor(task.subject(), limit).done()
                : unlike(task.subject(), limit) < limit && unrepost(task.subject(), limit) < limit;
        if (done) {
            rows.done(task);
        }
        return true;
    }

    private int unlike(long postId, int limit) {
        ListRef likes = ListRef.of(ListKind.LIKES, postId);
        List<Entry> found = lists.below(likes, Limits.NEWEST, limit);
        engine.each(found, like -> {
            write(lists.remove(ListRef.of(ListKind.LIKED, like.item()), like.id(), late()));
            write(reactions.remove(like.item(), postId));
            return write(lists.remove(likes, like.id(), late()));
        });
        return found.size();
    }

    private int unrepost(long postId, int limit) {
        ListRef reposts = ListRef.of(ListKind.REPOSTS, postId);
        List<Entry> found = lists.below(reposts, Limits.NEWEST, limit);
        engine.each(found, repost -> {
            write(lists.remove(ListRef.of(ListKind.ACTIVITIES, repost.item()), repost.id(), late()));
            write(Engine.bind(removeRepost, late(), repost.id()));
            write(reactions.remove(repost.item(), postId));
            return write(lists.remove(reposts, repost.id(), late()));
        });
        return found.size();
    }

    private boolean write(BatchableStatement<?> statement) {
        engine.write(List.of(statement));
        return true;
    }

    private long late() {
        return writer.lateTimestamp();
    }
}
