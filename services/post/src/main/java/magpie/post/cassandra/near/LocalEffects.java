package magpie.post.cassandra.near;

import magpie.post.cassandra.lists.CountScheduler;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.store.PostStore.Post;

/** Applies a written change to this process: schedules the lists to count and evicts from the caches. */
public record LocalEffects(CountScheduler counts, PostSummaryCache summaries, NearTimelines timelines) {
    /** A post was added or deleted, which changes the counts of its author and of the post it replies to. */
    public void changed(Post post) {
        counts.touched(ListRef.of(ListKind.ACTIVITIES, post.authorId()), post.id());
        timelines.forget(post.authorId());
        if (post.replyToId() != 0) {
            counts.touched(ListRef.of(ListKind.REPLIES, post.replyToId()), post.id());
            summaries.forget(post.replyToId());
        }
    }
}
