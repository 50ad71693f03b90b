package magpie.kit.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BriefTest {
    @Test
    void whatIsBriefIsDone() {
        assertThat(Brief.attempt(() -> "done")).isEqualTo("done");
    }

    @Test
    void whatTakesLongEndsTheAttempt() {
        assertThat(Brief.attempt(() -> {
                    Brief.exceeded();
                    return "done";
                }))
                .isNull();
    }

    @Test
    void outsideAnAttemptNothingIsTooLong() {
        assertThatCode(Brief::exceeded).doesNotThrowAnyException();
        Brief.attempt(() -> "done");
        assertThatCode(Brief::exceeded).doesNotThrowAnyException();
    }

    @Test
    void failuresPass() {
        assertThatThrownBy(() -> Brief.attempt(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThatCode(Brief::exceeded).doesNotThrowAnyException();
    }
}
