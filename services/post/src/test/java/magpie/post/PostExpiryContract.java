package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Supplier;
import magpie.api.ServiceException;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostStats;
import magpie.kit.expiry.Expiry;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.NewPost;
import magpie.post.store.PostStore.Post;
import org.junit.jupiter.api.Test;

/** What every {@link PostStore} must do with changes that arrive after their deadline. */
public interface PostExpiryContract {
    /** The actor, and the author of the post. */
    long DOER = 1;

    long AUTHOR = 2;

    /** The store under test, empty at first. */
    PostStore store();

    /** Returns all events written so far. */
    List<Object> events();

    @Test
    default void noChangeIsMadeThatComesTooLate() {
        NewPost newPost = new NewPost(AUTHOR, "hello", 0, List.of(), List.of());
        assertTooLate(() -> store().publish(newPost, null));
        assertThat(events()).isEmpty();
        Post post = store().publish(newPost, null).post();

        assertTooLate(() -> store().like(DOER, post.id()));
        assertTooLate(() -> store().repost(DOER, post.id()));
        assertDone(post, false);
        store().like(DOER, post.id());
        store().repost(DOER, post.id());

        assertTooLate(() -> store().unlike(DOER, post.id()));
        assertTooLate(() -> store().unrepost(DOER, post.id()));
        assertTooLate(() -> {
            store().delete(new PostDeletion(post.id(), AUTHOR, false));
            return true;
        });
        assertDone(post, true);
        assertThat(events()).hasSize(3);
    }

    private void assertDone(Post post, boolean done) {
        PostStats stats = store().stats(DOER, post.id());
        assertThat(stats.has(0, PostStats.LIKED)).isEqualTo(done);
        assertThat(stats.has(0, PostStats.REPOSTED)).isEqualTo(done);
        assertThat(stats.has(0, PostStats.GONE)).isFalse();
    }

    private static void assertTooLate(Supplier<Object> change) {
        ServiceException e = catchThrowableOfType(ServiceException.class, () -> Expiry.OVER.during(change));
        assertThat(e.safeMessage()).isEqualTo(Expiry.tooLate().safeMessage());
    }
}
