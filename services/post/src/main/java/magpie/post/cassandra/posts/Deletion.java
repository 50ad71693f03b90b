package magpie.post.cassandra.posts;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.util.ArrayList;
import java.util.List;
import magpie.api.ServiceException;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostEvent;
import magpie.api.post.PostEvent.PostDeleted;
import magpie.kit.expiry.Expiry;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.near.LocalEffects;
import magpie.post.cassandra.outbox.EventWriter;
import magpie.post.cassandra.session.WriteTimestamps;
import magpie.post.store.PostStore.Post;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a post with one batch of deletions whose timestamps come from the post's id. So the post never comes back,
 * and deleting is idempotent. Likes and reposts are left to {@code CleanUp}.
 */
public final class Deletion {
    private final EventWriter writer;
    private final PostRows posts;
    private final KeyRows keys;
    private final Lists lists;
    private final CleanUpRows cleanUps;
    private final LocalEffects effects;

    public Deletion(EventWriter writer, PostTables tables, CleanUpRows cleanUps, LocalEffects effects) {
        this.writer = writer;
        this.posts = tables.posts();
        this.keys = tables.keys();
        this.lists = tables.lists();
        this.cleanUps = cleanUps;
        this.effects = effects;
    }

    public void delete(PostDeletion deletion) {
        PostRows.Kept kept = posts.find(deletion.postId());
        if (kept == null || (!deletion.operator() && kept.post().authorId() != deletion.authorId())) {
            throw ServiceException.notFound("post");
        }
        if (!kept.post().deleted()) {
            Expiry.current().check();
            delete(kept, true);
        }
    }

    /** Deletes a post with the stored answer of its key, or keeps that answer for as long as the key lives. */
    public void delete(PostRows.Kept kept, boolean keepAnswer) {
        Post post = kept.post();
        long timestamp = WriteTimestamps.deleted(post.id());
        List<BatchableStatement<?>> batch = new ArrayList<>(posts.deleting(post.id()));
        for (ListRef list : Publishing.listsOf(post)) {
            batch.add(lists.remove(list, post.id(), timestamp));
        }
        answer(post, kept.key(), keepAnswer, batch);
        batch.addAll(cleanUps.twice(CleanUpRows.POST, post.id()));
        long event = writer.nextId();
        PostDeleted deleted = new PostDeleted(post.id(), post.authorId(), post.replyToId());
        batch.add(writer.event(event, PostEvent.TOPIC, post.authorId(), deleted));
        writer.write(batch);
        effects.summaries().forget(post.id());
        effects.changed(post);
    }

    private void answer(Post post, @Nullable String key, boolean keepAnswer, List<BatchableStatement<?>> batch) {
        if (key != null) {
            batch.add(keepAnswer ? keys.keepAnswer(post, key) : keys.remove(post.authorId(), key));
        }
    }
}
