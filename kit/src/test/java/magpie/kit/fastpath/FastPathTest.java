package magpie.kit.fastpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FastPathTest {
    @Test
    void whatDoesNotWaitIsDone() {
        assertThat(FastPath.attempt(() -> "done")).isEqualTo("done");
    }

    @Test
    void whatTakesLongEndsTheAttempt() {
        assertThat(FastPath.attempt(() -> {
                    FastPath.exceeded();
                    return "done";
                }))
                .isNull();
    }

    @Test
    void outsideAnAttemptNothingIsTooLong() {
        assertThatCode(FastPath::exceeded).doesNotThrowAnyException();
        FastPath.attempt(() -> "done");
        assertThatCode(FastPath::exceeded).doesNotThrowAnyException();
    }

    @Test
    void failuresPass() {
        assertThatThrownBy(() -> FastPath.attempt(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThatCode(FastPath::exceeded).doesNotThrowAnyException();
    }
}
