package magpie.post;

import magpie.post.store.PostStore;

/** What every {@link PostStore} must do. An adapter's test implements it and gives a new store to each test. */
public interface PostStoreContract extends PublishingContract, ReactionContract, PostListContract {}
