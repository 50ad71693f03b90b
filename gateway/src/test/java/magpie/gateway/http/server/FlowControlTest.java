package magpie.gateway.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowControlTest {
    private final FlowControl flowControl = new FlowControl();

    @Test
    void manySmallFramesThatNobodyReadsAreTooMany() {
        assertThat(IntStream.range(0, 2_000).anyMatch(frame -> flowControl.received(1)))
                .isTrue();
    }

    @Test
    void smallFramesThatAreReadAreNot() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(flowControl.received(1)).isFalse();
            assertThat(flowControl.received(1)).isFalse();
            flowControl.consumed(2);
        }
    }

    @Test
    void largeFramesAreNot() {
        assertThat(IntStream.range(0, 5_000).noneMatch(frame -> flowControl.received(64)))
                .isTrue();
    }
}
