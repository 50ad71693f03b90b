package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.List;
import magpie.api.Limits;

/**
 * Removes the likes and reposts of deleted posts, in chunks, newest first. No events are written: the deletion told it
 * all. Several may do it at once, for all of it may be done twice; a row is removed from the post's list last, so that
 * nothing is left when a chunk is interrupted.
 */
final class CleanUp {
    private final Stock stock;
    private final CleanUpRows rows;
    private final ReactionRows deeds;
    private final AuthorDeletion removal;
    private final PreparedStatement removeRepost;

    CleanUp(Stock stock, CleanUpRows rows, ReactionRows deeds, AuthorDeletion removal) {
        this.stock = stock;
        this.rows = rows;
        this.deeds = deeds;
        this.removal = removal;
        this.removeRepost = stock.engine().prepare("DELETE FROM reposts USING TIMESTAMP ? WHERE activity_id = ?");
    }

    /** A chunk; false when nothing is due. */
    boolean some(int limit) {
        CleanUpRows.Chore chore = rows.next();
        if (chore == null) {
            return false;
        }
        boolean done = chore.kind() == CleanUpRows.ACCOUNT
                ? removal.remove(chore.subject(), limit).done()
                : unlike(chore.subject(), limit) < limit && unrepost(chore.subject(), limit) < limit;
        if (done) {
            rows.done(chore);
        }
        return true;
    }

    private int unlike(long postId, int limit) {
        ListRef likes = ListRef.of(ListKind.LIKES, postId);
        List<Entry> found = stock.lists().below(likes, Limits.NEWEST, limit);
        stock.engine().each(found, like -> {
            write(stock.lists().remove(ListRef.of(ListKind.LIKED, like.item()), like.id(), late()));
            write(deeds.remove(like.item(), postId));
            return write(stock.lists().remove(likes, like.id(), late()));
        });
        return found.size();
    }

    private int unrepost(long postId, int limit) {
        ListRef reposts = ListRef.of(ListKind.REPOSTS, postId);
        List<Entry> found = stock.lists().below(reposts, Limits.NEWEST, limit);
        stock.engine().each(found, repost -> {
            write(stock.lists().remove(ListRef.of(ListKind.ACTIVITIES, repost.item()), repost.id(), late()));
            write(Engine.bind(removeRepost, late(), repost.id()));
            write(deeds.remove(repost.item(), postId));
            return write(stock.lists().remove(reposts, repost.id(), late()));
        });
        return found.size();
    }

    private boolean write(BatchableStatement<?> statement) {
        stock.engine().write(List.of(statement));
        return true;
    }

    private long late() {
        return WriteTimestamps.late(stock.clock().millis());
    }
}
