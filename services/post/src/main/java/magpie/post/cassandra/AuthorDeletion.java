package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.util.ArrayList;
import java.util.List;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.post.PostStore.Removed;
import magpie.post.cassandra.GoneUsers.Marks;

/**
 * Removes what an account made, newest first: its posts and reposts, then its likes; a post's key goes with it. How far
 * it has come is kept, so that a chunk does not look through all that was removed before it.
 */
final class AuthorDeletion {
    private final Stock stock;
    private final PostRows posts;
    private final Deletion deleting;
    private final ReactionWriter deeds;
    private final CleanUpRows chores;

    AuthorDeletion(Stock stock, PostRows posts, Deletion deleting, ReactionWriter deeds, CleanUpRows chores) {
        this.stock = stock;
        this.posts = posts;
        this.deleting = deleting;
        this.deeds = deeds;
        this.chores = chores;
    }

    void refuse(long userId) {
        stock.gone().add(userId);
        BatchableStatement<?> again = chores.later(CleanUpRows.ACCOUNT, userId);
        stock.engine().write(List.of(again));
    }

    Removed remove(long userId, int limit) {
        Marks marks = stock.gone().marks(userId);
        List<Entry> activities =
                stock.lists().below(ListRef.of(ListKind.ACTIVITIES, userId), marks.activities(), limit);
        if (!activities.isEmpty()) {
            long[] deleted = undo(userId, activities);
            stock.gone().mark(userId, new Marks(activities.getLast().id(), marks.likes()));
            return new Removed(deleted, false);
        }
        List<Entry> likes = stock.lists().below(ListRef.of(ListKind.LIKED, userId), marks.likes(), limit);
        if (likes.isEmpty()) {
            stock.gone().mark(userId, Marks.ALL); // whoever comes again looks at all
            return new Removed(new long[0], true);
        }
        stock.engine().each(likes, like -> {
            deeds.undo(ReactionKind.LIKE, userId, like.item());
            return sweep(ListKind.LIKED, userId, like);
        });
        stock.gone().mark(userId, new Marks(Limits.NEWEST, likes.getLast().id()));
        return new Removed(new long[0], false);
    }

    private long[] undo(long userId, List<Entry> activities) {
        List<Long> deleted = new ArrayList<>(stock.engine().each(activities, activity -> {
            if (activity.kind() == Entry.REPOST) {
                deeds.undo(ReactionKind.REPOST, userId, activity.item());
                sweep(ListKind.ACTIVITIES, userId, activity);
                return 0L;
            }
            delete(activity.item());
            return activity.item();
        }));
        return deleted.stream().mapToLong(id -> id).filter(id -> id != 0).toArray();
    }

    private void delete(long postId) {
        PostRows.Kept kept = posts.find(postId);
        if (kept == null) { // its batch is under way still, also when its writer is gone
            throw ServiceException.unavailable("A post is being published while its account is removed.", null);
        }
        deleting.erase(kept, false);
    }

    /** An entry whose deed is forgotten already, with the post it was done to. */
    private boolean sweep(ListKind kind, long userId, Entry entry) {
        long timestamp = WriteTimestamps.late(stock.clock().millis());
        stock.engine().write(List.of(stock.lists().remove(ListRef.of(kind, userId), entry.id(), timestamp)));
        return true;
    }
}
