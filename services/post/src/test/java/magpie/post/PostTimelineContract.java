package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import magpie.api.Limits;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.PostDeletion;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.NewPost;
import org.junit.jupiter.api.Test;

/** What every {@link PostStore} must do with long timelines that are read while they change. */
public interface PostTimelineContract {
    /** An author, and somebody else. */
    long EVE = 101;

    long OTHER = 102;

    /** The store under test, empty at first. */
    PostStore store();

    /** A list longer than any cache: posts, replies, reposts, read after each change. */
    @Test
    default void aLongTimelineIsItsDefinitionAfterEveryChange() {
        Random random = new Random(5);
        List<long[]> rows = new ArrayList<>(); // id, post, whether it is a reply to another; newest first
        List<Long> others = new ArrayList<>();
        for (int step = 0; step < 150; step++) {
            change(random, rows, others);
            compare(rows, 1 + random.nextInt(60), random.nextBoolean());
        }
        compare(rows, 100, true);
        assertThat(rows).hasSizeGreaterThan(60);
    }

    private void change(Random random, List<long[]> rows, List<Long> others) {
        int dice = random.nextInt(20);
        if (dice == 0 && !rows.isEmpty()) {
            long[] row = rows.remove(random.nextInt(rows.size()));
            if (row[0] == row[1]) {
                store().delete(new PostDeletion(row[0], EVE, false));
            } else {
                store().unrepost(EVE, row[1]);
            }
        } else if (dice == 1 && !others.isEmpty()) {
            long gone = others.remove(random.nextInt(others.size()));
            store().delete(new PostDeletion(gone, OTHER, false));
            rows.removeIf(row -> row[1] == gone);
        } else if (dice < 6) {
            others.add(publish(OTHER, 0));
        } else if (dice < 9 && !others.isEmpty()) {
            long post = others.get(random.nextInt(others.size()));
            long repost = store().repost(EVE, post); // the existing one if it was reposted before
            rows.removeIf(row -> row[0] == repost);
            rows.addFirst(new long[] {repost, post, 0});
            rows.sort((a, b) -> Long.compare(b[0], a[0]));
        } else if (dice < 12 && !others.isEmpty()) {
            long id = publish(EVE, others.getLast());
            rows.addFirst(new long[] {id, id, 1});
        } else {
            long id = publish(EVE, 0);
            rows.addFirst(new long[] {id, id, 0});
        }
    }

    private void compare(List<long[]> rows, int limit, boolean replies) {
        List<long[]> listed =
                rows.stream().filter(row -> replies || row[2] == 0).toList();
        long before = Limits.NEWEST;
        for (int from = 0; from == 0 || from < listed.size(); from += limit) {
            List<long[]> expected = listed.subList(from, Math.min(listed.size(), from + limit));
            ActivityPage page = store().byAuthor(new AuthorListing(EVE, before, limit, replies));
            assertThat(page.activityIds())
                    .containsExactly(expected.stream().mapToLong(row -> row[0]).toArray());
            assertThat(page.postIds())
                    .containsExactly(expected.stream().mapToLong(row -> row[1]).toArray());
            assertThat(page.more()).isEqualTo(from + limit < listed.size());
            before = expected.isEmpty() ? 0 : expected.getLast()[0];
        }
    }

    @Test
    default void whoPublishedSeesItAtOnceWhateverOthersRead() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2; i++) {
                readers.execute(() -> {
                    while (!done.get()) {
                        store().byAuthor(new AuthorListing(EVE, Limits.NEWEST, 20, false));
                    }
                });
            }
            for (int i = 0; i < 300; i++) {
                long id = publish(EVE, 0);
                assertThat(newest()).isEqualTo(id);
                if (i % 10 == 9) {
                    store().delete(new PostDeletion(id, EVE, false));
                    assertThat(newest()).isLessThan(id);
                }
            }
            done.set(true);
        }
    }

    @Test
    default void whatIsRememberedOfATimelineHasWhatWasDoneHere() {
        long first = publish(EVE, 0);
        long other = publish(EVE + 1, 0);
        assertThat(remembered(20)).containsExactly(first);
        long second = publish(EVE, 0);
        assertThat(remembered(20)).containsExactly(second, first);
        long repost = store().repost(EVE, other);
        assertThat(remembered(20)).containsExactly(repost, second, first);
        assertThat(remembered(2)).containsExactly(repost, second);
        store().unrepost(EVE, other);
        assertThat(remembered(20)).containsExactly(second, first);
        store().delete(new PostDeletion(first, EVE, false));
        assertThat(remembered(20)).containsExactly(second);
        for (int i = 0; i < 60; i++) {
            publish(EVE, 0);
        }
        assertThat(remembered(50)).hasSize(50).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    private long[] remembered(int limit) {
        return store().byAuthor(new AuthorListing(EVE, Limits.NEWEST, limit, true, true))
                .activityIds();
    }

    private long newest() {
        return store().byAuthor(new AuthorListing(EVE, Limits.NEWEST, 20, false))
                .activityIds()[0];
    }

    private long publish(long author, long replyTo) {
        NewPost newPost = new NewPost(author, "hello", replyTo, List.of(), List.of());
        return store().publish(newPost, null).post().id();
    }
}
