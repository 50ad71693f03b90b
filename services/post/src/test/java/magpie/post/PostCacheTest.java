package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.post.PostFacts;
import magpie.post.store.PostStore.Post;
import org.junit.jupiter.api.Test;

class PostCacheTest {
    private final Map<Long, Post> store = new HashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private Runnable whileAsked = () -> {};
    private final PostCache cache = cache(100);

    private PostCache cache(int size) {
        return new PostCache(this::read, size, new SimpleMeterRegistry());
    }

    private List<Post> read(long... ids) {
        asked.incrementAndGet();
        List<Post> found =
                Arrays.stream(ids).mapToObj(store::get).filter(Objects::nonNull).toList();
        whileAsked.run();
        return found;
    }

    private static Post post(long id, int length, boolean deleted) {
        return new Post(id, 1, 0, 0, "x".repeat(length), List.of(), List.of(), deleted);
    }

    private PostFacts stored(long id, int length) {
        store.put(id, post(id, length, false));
        return post(id, length, false).facts();
    }

    @Test
    void keepsWhatWasLoaded() {
        PostFacts post = stored(1, 280);
        for (int i = 0; i < 2; i++) {
            assertThat(cache.known(1, 2).existing()).extracting(PostFacts::text).containsExactly(post.text());
            assertThat(cache.known(1, 2).deleted()).isEmpty();
        }
        store.clear();
        assertThat(cache.known(1).existing()).extracting(PostFacts::text).containsExactly(post.text());
    }

    @Test
    void keepsWhatWasWritten() {
        PostFacts post = post(1, 280, false).facts();
        cache.keep(post, cache.moment());
        assertThat(cache.known(1).existing()).containsExactly(post);
        assertThat(asked).hasValue(0);
    }

    @Test
    void onePostOfManyCombiningMarksDoesNotTakeThePlaceOfMany() {
        stored(1, 7_000);
        assertThat(cache.known(1).existing()).hasSize(1);
        assertThat(cache.known(1).existing()).hasSize(1);
        assertThat(asked).hasValue(2);
        cache.gone(1);
        assertThat(cache.known(1).deleted()).containsExactly(1L);
    }

    @Test
    void whatTheStoreSaysIsDeletedIsNotAskedForAgain() {
        store.put(1L, post(1, 0, true));
        for (int i = 0; i < 2; i++) {
            assertThat(cache.known(1)).isEqualTo(new PostCache.Known(List.of(), List.of(1L)));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aLoadThatRacedWithADeletionBringsNothingBack() {
        PostFacts post = stored(1, 280);
        whileAsked = () -> cache.gone(1);
        assertThat(cache.known(1).deleted()).containsExactly(1L);
        cache.keep(post, cache.moment());
        assertThat(cache.known(1).deleted()).containsExactly(1L);
        assertThat(asked).hasValue(1);
    }

    @Test
    void evenWhenItsTombstoneWasEvicted() {
        PostCache full = cache(1);
        PostFacts post = stored(1, 280);
        long before = full.moment();
        full.gone(1);
        for (long other = 2; full.known(1).existing().isEmpty(); other++) {
            full.gone(other);
            store.put(1L, post(1, 7_000, false)); // read once the tombstone is gone, and not cached
        }
        asked.set(0);
        full.keep(post, before);
        assertThat(full.known(1).existing()).hasSize(1);
        assertThat(asked).as("asked for again, for it was not kept").hasValue(1);
    }
}
