package magpie.post;

import magpie.kit.log.Consumer;
import magpie.post.store.PostStore;

/**
 * Where posts are kept, and what keeps that right where several processes share it.
 *
 * @param store the posts
 * @param tally counts what the process that changed it died before counting; for one of all processes
 * @param near forgets what another process changed; for every process
 */
record PostStores(PostStore store, Consumer tally, Consumer near) {
    /** Of a store that this process alone changes: nothing is to be heard of others. */
    static PostStores alone(PostStore store) {
        return new PostStores(store, (event, ack) -> ack.done(), (event, ack) -> ack.done());
    }
}
