package magpie.gateway.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private final Windows windows = new Windows();

    @Test
    void manySmallFramesThatNobodyReadsAreTooMany() {
        assertThat(IntStream.range(0, 2_000).anyMatch(frame -> windows.received(1)))
                .isTrue();
    }

    @Test
    void smallFramesThatAreReadAreNot() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(windows.received(1)).isFalse();
            assertThat(windows.received(1)).isFalse();
            windows.consumed(2);
        }
    }

    @Test
    void largeFramesAreNot() {
        assertThat(IntStream.range(0, 5_000).noneMatch(frame -> windows.received(64)))
                .isTrue();
    }
}
