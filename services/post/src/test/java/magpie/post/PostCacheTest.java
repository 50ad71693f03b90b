package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import magpie.api.post.PostFacts;
import org.junit.jupiter.api.Test;

class PostCacheTest {
    private final PostCache cache = new PostCache(100, new SimpleMeterRegistry());

    private static PostFacts post(long id) {
        return new PostFacts(id, 1, 0, 0, "x".repeat(280), List.of());
    }

    @Test
    void keepsWhatWasLoaded() {
        assertThat(cache.find(1)).isNull();
        PostFacts post = post(1);
        cache.keep(post, cache.deletions());
        assertThat(cache.find(1)).isSameAs(post);
    }

    @Test
    void onePostOfManyCombiningMarksDoesNotTakeThePlaceOfMany() {
        PostFacts huge = new PostFacts(1, 1, 0, 0, "x".repeat(7_000), List.of());
        cache.keep(huge, cache.deletions());
        assertThat(cache.find(1)).isNull();
        cache.gone(1);
        assertThat(cache.find(1)).matches(PostCache::isGone);
    }

    @Test
    void aLoadThatRacedWithADeletionBringsNothingBack() {
        long before = cache.deletions();
        cache.gone(1);
        cache.keep(post(1), before);
        cache.keep(post(1), cache.deletions());
        assertThat(cache.find(1)).matches(PostCache::isGone);
    }

    @Test
    void evenWhenItsTombstoneWasEvicted() {
        PostCache full = new PostCache(1, new SimpleMeterRegistry());
        long before = full.deletions();
        full.gone(1);
        for (long other = 2; full.find(1) != null; other++) {
            full.gone(other);
        }
        full.keep(post(1), before);
        assertThat(full.find(1)).isNull();
        assertThat(full.deletions()).isNotEqualTo(before);
    }
}
