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
            deleteAuthor(deleted.userId());
        }
        ack.done();
    }

    private void deleteAuthor(long userId) {
        store.refuse(userId);
        boolean done = false;
        while (!done) {
            PostStore.DeletedChunk deleted = store.deleteAuthor(userId, config.deleteChunk());
            cache.gone(deleted.postIds());
            done = deleted.done();
        }
        upkeep.wake();
    }
}
