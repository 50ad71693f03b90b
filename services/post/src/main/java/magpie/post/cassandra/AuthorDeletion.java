package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.util.ArrayList;
import java.util.List;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.post.cassandra.lists.Entry;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.outbox.EventWriter;
import magpie.post.cassandra.posts.CleanUpRows;
import magpie.post.cassandra.posts.Deletion;
import magpie.post.cassandra.posts.GoneUsers;
import magpie.post.cassandra.posts.GoneUsers.DeletionProgress;
import magpie.post.cassandra.posts.PostRows;
import magpie.post.cassandra.posts.PostTables;
import magpie.post.cassandra.reactions.ReactionKind;
import magpie.post.cassandra.reactions.ReactionWriter;
import magpie.post.cassandra.session.Engine;
import magpie.post.store.PostStore.DeletedChunk;

/**
 * Removes what an account made, newest first: its posts (with their idempotency keys) and reposts, then its likes. The
 * progress is stored, so that a chunk does not scan again what earlier chunks removed.
 */
final class AuthorDeletion {
    private final Engine engine;
    private final EventWriter writer;
    private final PostRows posts;
    private final Lists lists;
    private final GoneUsers gone;
    private final CleanUpRows cleanUps;
    private final Deletion deletions;
    private final ReactionWriter reactions;

    AuthorDeletion(
            Engine engine,
            EventWriter writer,
            PostTables tables,
            CleanUpRows cleanUps,
            Deletion deletions,
            ReactionWriter reactions) {
        this.engine = engine;
        this.writer = writer;
        this.posts = tables.posts();
        this.lists = tables.lists();
        this.gone = tables.gone();
        this.cleanUps = cleanUps;
        this.deletions = deletions;
        this.reactions = reactions;
    }

    void refuse(long userId) {
        gone.add(userId);
        BatchableStatement<?> again = cleanUps.later(CleanUpRows.ACCOUNT, userId);
        engine.write(List.of(again));
    }

    DeletedChunk deleteAuthor(long userId, int limit) {
        DeletionProgress progress = gone.progress(userId);
        List<Entry> activities = lists.below(ListRef.of(ListKind.ACTIVITIES, userId), progress.activities(), limit);
        if (!activities.isEmpty()) {
            long[] deleted = undo(userId, activities);
            gone.save(userId, new DeletionProgress(activities.getLast().id(), progress.likes()));
            return new DeletedChunk(deleted, false);
        }
        List<Entry> likes = lists.below(ListRef.of(ListKind.LIKED, userId), progress.likes(), limit);
        if (likes.isEmpty()) {
            gone.save(userId, DeletionProgress.ALL); // a later run looks at everything
            return new DeletedChunk(new long[0], true);
        }
        engine.each(likes, like -> {
            reactions.undo(ReactionKind.LIKE, userId, like.item());
            return sweep(ListKind.LIKED, userId, like);
        });
        gone.save(userId, new DeletionProgress(Limits.NEWEST, likes.getLast().id()));
        return new DeletedChunk(new long[0], false);
    }

    private long[] undo(long userId, List<Entry> activities) {
        List<Long> deleted = new ArrayList<>(engine.each(activities, activity -> {
            if (activity.kind() == Entry.REPOST) {
                reactions.undo(ReactionKind.REPOST, userId, activity.item());
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
        if (kept == null) { // its batch is still in flight, perhaps without its writer
            throw ServiceException.unavailable("A post is being published while its account is removed.", null);
        }
        deletions.delete(kept, false);
    }

    /** Removes an entry whose reaction was already forgotten, together with the post it reacted to. */
    private boolean sweep(ListKind kind, long userId, Entry entry) {
        long timestamp = writer.lateTimestamp();
        engine.write(List.of(lists.remove(ListRef.of(kind, userId), entry.id(), timestamp)));
        return true;
    }
}
