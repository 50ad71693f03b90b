package magpie.post;

import magpie.kit.log.Consumer;
import magpie.post.store.PostStore;

/**
 * The post store, and the consumers that keep it right when several processes share it.
 *
 * @param store the posts
 * @param counts counts what another process changed and died before counting; runs in one process at a time
 * @param near drops from the caches what another process changed; runs in every process
 */
record PostStores(PostStore store, Consumer counts, Consumer near) {
    /** A store that only this process changes, so there are no changes by others to follow. */
    static PostStores alone(PostStore store) {
        return new PostStores(store, (event, ack) -> ack.done(), (event, ack) -> ack.done());
    }
}
