package magpie.feed.reader;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import magpie.api.feed.UserAction;

/** The active readers of a process that holds them all. */
public final class HeapReaders implements Readers {
    private final HeapIndex index;

    public HeapReaders(ReaderSources sources, int readers, Duration idle, MeterRegistry meters) {
        this.index = new HeapIndex(readers, idle, meters, id -> new Reader(id, sources));
    }

    @Override
    public Reading open(long readerId, long before, int count) {
        Reader reader = index.reader(readerId);
        reader.build();
        return reader;
    }

    @Override
    public int deliver(long[] followers, long activityId, long postId) {
        return index.deliver(followers, activityId, postId);
    }

    @Override
    public void acted(UserAction action) {
        switch (action.kind()) {
            case PUBLISHED, REPOSTED -> showOwn(action);
            case RELATIONSHIP_CHANGED -> relationshipChanged(action.userId(), action.subjectId());
            case POST_DELETED, REPOST_UNDONE -> {} // tombstones in the near cache, which every reader here shares
        }
    }

    /** A single process' cache of reactions never lags. */
    @Override
    public void reacted(long userId) {}

    /** Updates the reader's relation from Graph; an inactive reader reads it on return. */
    @Override
    public void relationshipChanged(long readerId, long otherId) {
        Reader reader = index.ifActive(readerId);
        if (reader != null) {
            reader.refreshRelationship(otherId);
        }
    }

    @Override
    public void forget(long readerId) {
        index.forget(readerId);
    }

    private void showOwn(UserAction action) {
        Reader self = index.ifActive(action.userId());
        if (self != null) {
            self.timeline().insert(action.activityId(), action.postId());
        }
    }
}
