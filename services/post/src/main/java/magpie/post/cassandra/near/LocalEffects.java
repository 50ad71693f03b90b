package magpie.post.cassandra.near;

import magpie.post.cassandra.lists.CountScheduler;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.store.PostStore.Post;

/** What a change means for this process, once it is written: which lists are to be counted, and what the caches forget. */
public record LocalEffects(CountScheduler counts, PostSummaryCache summaries, NearTimelines timelines) {
    /** A post was added or deleted: its author and the post it answers have another count. */
    public void changed(Post post) {
        counts.touched(ListRef.of(ListKind.ACTIVITIES, post.authorId()), post.id());
        timelines.forget(post.authorId());
        if (post.replyToId() != 0) {
            counts.touched(ListRef.of(ListKind.REPLIES, post.replyToId()), post.id());
            summaries.forget(post.replyToId());
        }
    }
}
