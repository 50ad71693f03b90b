package magpie.post.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.Ids;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.post.cassandra.lists.CountScheduler;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.reactions.ReactionKind;
import magpie.post.cassandra.reactions.ReactionRows;

/**
 * Follows {@code posts} and {@code interactions} and has changed lists counted, since the process that changed one may
 * have died before counting it. Skips what this process added and counted itself. Counting is not adding, so an event
 * may come twice, late or out of order. Many events about one list lead to one count.
 */
public final class CountConsumer implements Consumer {
    private final CountScheduler counts;
    private final ReactionRows reactions;

    /** Entries that were added or removed; {@code added} if all are known to be additions. */
    private record Change(ListRef list, Set<Long> ids, boolean added) {}

    CountConsumer(CountScheduler counts, ReactionRows reactions) {
        this.counts = counts;
        this.reactions = reactions;
    }

    @Override
    public void accept(Event event, Ack ack) {
        List<Change> changes = changes(event);
        AtomicInteger open = new AtomicInteger(changes.size());
        if (changes.isEmpty()) {
            ack.done();
        }
        Runnable done = () -> {
            if (open.decrementAndGet() == 0) {
                ack.done();
            }
        };
        changes.forEach(change -> tell(change, done));
    }

    private void tell(Change change, Runnable done) {
        if (change.added) {
            counts.toldAdded(change.list, change.ids, done);
        } else {
            counts.told(change.list, change.ids, done);
        }
    }

    private List<Change> changes(Event event) {
        return switch (event.body()) {
            case PostEvent.PostPublished e -> post(e.postId(), e.authorId(), e.replyToId(), true);
            case PostEvent.PostDeleted e -> post(e.postId(), e.authorId(), e.replyToId(), false);
            case PostEvent.Reposted e -> List.of(reposts(e.postId(), e.activityId(), true));
            case PostEvent.RepostUndone e -> List.of(reposts(e.postId(), e.activityId(), false));
            case InteractionEvent.Liked e -> List.of(likes(event, e.postId(), e.userId()));
            case InteractionEvent.Unliked e -> List.of(likes(event, e.postId(), e.userId()));
            default -> List.of();
        };
    }

    private static List<Change> post(long postId, long authorId, long replyToId, boolean added) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(ListRef.of(ListKind.ACTIVITIES, authorId), Set.of(postId), added));
        if (replyToId != 0) {
            changes.add(new Change(ListRef.of(ListKind.REPLIES, replyToId), Set.of(postId), added));
        }
        return changes;
    }

    private static Change reposts(long postId, long activityId, boolean added) {
        return new Change(ListRef.of(ListKind.REPOSTS, postId), Set.of(activityId), added);
    }

    /** The event lacks the like's id. The person's row has the last two; otherwise it was created about then. */
    private Change likes(Event event, long postId, long userId) {
        ReactionRows.Claim claim = reactions.find(ReactionKind.LIKE, userId, postId);
        Set<Long> ids = new java.util.HashSet<>(Set.of(Ids.floor(event.at())));
        ids.add(claim.id());
        ids.add(claim.before());
        return new Change(ListRef.of(ListKind.LIKES, postId), ids, false);
    }
}
