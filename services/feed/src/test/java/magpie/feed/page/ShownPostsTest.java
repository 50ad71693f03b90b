package magpie.feed.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownPostsTest {

    @Test
    void refusesAPostUntilEnoughOthersWereShown() {
        ShownPosts shown = new ShownPosts(2, new long[0]);
        assertThat(shown.add(1)).isTrue();
        assertThat(shown.add(1)).isFalse();
        assertThat(shown.add(2)).isTrue();
        assertThat(shown.add(1)).isFalse();
        assertThat(shown.add(3)).isTrue();
        assertThat(shown.add(1)).isTrue();
    }

    @Test
    void goesOnWhereThePageBeforeEnded() {
        ShownPosts shown = new ShownPosts(2, new long[] {7, 8, 9});
        assertThat(shown.posts()).containsExactly(8, 9);
        assertThat(shown.add(8)).isFalse();
        assertThat(shown.add(7)).isTrue();
        assertThat(shown.posts()).containsExactly(9, 7);
    }

    @Test
    void aDistanceOfNothingShowsEverything() {
        ShownPosts shown = new ShownPosts(0, new long[] {1});
        assertThat(shown.add(1)).isTrue();
        assertThat(shown.add(1)).isTrue();
    }
}
