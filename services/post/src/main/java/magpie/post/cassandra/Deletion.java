package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.util.ArrayList;
import java.util.List;
import magpie.api.ServiceException;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostEvent;
import magpie.api.post.PostEvent.PostDeleted;
import magpie.kit.expiry.Expiry;
import magpie.post.PostStore.Post;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a post: one batch of erasures whose timestamps come from the post's id, so that the post never comes back, and
 * deleting twice is deleting once. Its likes and reposts are left to {@link CleanUp}.
 */
final class Deletion {
    private final Stock stock;
    private final PostRows posts;
    private final KeyRows keys;
    private final CleanUpRows chores;

    Deletion(Stock stock, PostRows posts, KeyRows keys, CleanUpRows chores) {
        this.stock = stock;
        this.posts = posts;
        this.keys = keys;
        this.chores = chores;
    }

    void delete(PostDeletion deletion) {
        PostRows.Kept kept = posts.find(deletion.postId());
        if (kept == null || (!deletion.operator() && kept.post().authorId() != deletion.authorId())) {
            throw ServiceException.notFound("post");
        }
        if (!kept.post().deleted()) {
            Expiry.current().check();
            erase(kept, true);
        }
    }

    /** Erases a post with its key's answer, or keeps that answer for as long as the key lives. */
    void erase(PostRows.Kept kept, boolean keepAnswer) {
        Post post = kept.post();
        long timestamp = WriteTimestamps.erased(post.id());
        List<BatchableStatement<?>> batch = new ArrayList<>(posts.erasing(post.id()));
        for (ListRef list : Publishing.lists(post)) {
            batch.add(stock.lists().remove(list, post.id(), timestamp));
        }
        answer(post, kept.key(), keepAnswer, batch);
        batch.addAll(chores.twice(CleanUpRows.POST, post.id()));
        long event = stock.mint().getAsLong();
        batch.add(stock.outbox()
                .add(
                        event,
                        PostEvent.TOPIC,
                        post.authorId(),
                        new PostDeleted(post.id(), post.authorId(), post.replyToId())));
        stock.engine().write(batch);
        stock.outbox().added();
        stock.heads().forget(post.id());
        stock.folds().touched(ListRef.of(ListKind.ACTIVITIES, post.authorId()), post.id());
        stock.timelines().forget(post.authorId());
        if (post.replyToId() != 0) {
            stock.folds().touched(ListRef.of(ListKind.REPLIES, post.replyToId()), post.id());
            stock.heads().forget(post.replyToId());
        }
    }

    private void answer(Post post, @Nullable String key, boolean keepAnswer, List<BatchableStatement<?>> batch) {
        if (key != null) {
            batch.add(keepAnswer ? keys.keepAnswer(post, key) : keys.remove(post.authorId(), key));
        }
    }
}
