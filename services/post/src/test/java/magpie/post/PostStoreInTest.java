package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.ReadYourWrites;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.NewPost;
import magpie.post.store.PostStore.Once;
import magpie.post.store.PostStore.Post;
import magpie.post.store.PostStore.Stored;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A {@link PostStore} under test, and the vocabulary of its contracts. */
public interface PostStoreInTest {
    /** Three people. */
    long ADA = 1;

    long BOB = 2;

    long CY = 3;

    /** The store under test, empty at first. */
    PostStore store();

    /** Returns all events written so far, in order, those about posts first. */
    List<Object> events();

    /** Makes a post's counts wrong, as no request ever could. */
    void falsify(long postId, long authorId);

    /** Waits until all counts are final; nothing to do for a store that counts in its transactions. */
    default void settle() {}

    /** Whether keys expire by TTL, and not by {@link PostStore#forgetKeys}. */
    default boolean keysGoByThemselves() {
        return false;
    }

    default Post publish(long author) {
        return publish(author, 0);
    }

    default Post publish(long author, long replyTo) {
        return publish(author, replyTo, null).post();
    }

    default Stored publish(long author, long replyTo, Once once) {
        return store().publish(new NewPost(author, "hello", replyTo, List.of(), List.of()), once);
    }

    default void delete(Post post) {
        store().delete(new PostDeletion(post.id(), post.authorId(), false));
    }

    default Post read(long id) {
        return store().read(new long[] {id}).getFirst();
    }

    default int[] counts(long postId) {
        settle();
        PostStats stats = store().stats(0, new long[] {postId});
        return new int[] {stats.likes()[0], stats.reposts()[0], stats.replies()[0]};
    }

    default int[] postCounts(long... users) {
        settle();
        return store().postCounts(users);
    }

    default boolean gone(long postId) {
        return store().stats(ADA, new long[] {postId}).has(0, PostStats.GONE);
    }

    default Once once(String key, int body) {
        return new Once(key, new byte[] {(byte) body}, 0);
    }

    default void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** A query by a viewer who did nothing for a minute. */
    static PostStatsQuery quietly(long viewerId, long... postIds) {
        return new PostStatsQuery(viewerId, new ReadYourWrites(60_000), postIds);
    }
}
