package magpie.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.user.Profile;
import org.junit.jupiter.api.Test;

class AuthorTest {
    private record Named(String text) {}

    private record Called(String text) {}

    @Test
    void whatEachApiMakesOfAnAuthorIsMadeOnce() {
        Author ann = Author.of(new Profile(1, "ann", "Ann", "bio", null, null));
        AtomicInteger made = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThat(ann.as(Named.class, a -> new Named(a.username() + made.incrementAndGet())))
                    .isEqualTo(new Named("ann1"));
            assertThat(ann.as(Called.class, a -> new Called(a.displayName()))).isEqualTo(new Called("Ann"));
        }
    }
}
