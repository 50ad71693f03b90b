package magpie.post;

import magpie.api.user.UserEvent;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.post.store.PostStore;

/**
 * Removes what a deleted account made. First the account is refused for good, so nothing new appears behind the
 * removal; then its rows go chunk by chunk. After an interruption the event comes again and the rest goes.
 */
final class PostConsumer implements Consumer {
    private final PostConfig config;
    private final PostStore store;
    private final PostCache cache;
    private final PostUpkeep upkeep;

    PostConsumer(PostConfig config, PostStore store, PostCache cache, PostUpkeep upkeep) {
        this.config = config;
        this.store = store;
        this.cache = cache;
        this.upkeep = upkeep;
    }

    @Override
    public void accept(Event event, Ack ack) {
        if (event.body() instanceof UserEvent.Deleted deleted) {
            remove(deleted.userId());
        }
        ack.done();
    }

    private void remove(long userId) {
        store.refuse(userId);
        boolean done = false;
        while (!done) {
            PostStore.Removed removed = store.remove(userId, config.deleteChunk());
            cache.gone(removed.postIds());
            done = removed.done();
        }
        upkeep.wake();
    }
}
