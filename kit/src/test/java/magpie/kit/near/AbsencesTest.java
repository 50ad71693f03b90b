package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import magpie.api.Ids;
import org.junit.jupiter.api.Test;

class AbsencesTest {
    private static final long YOUNG = Ids.floor(System.currentTimeMillis());

    private final Absences absences = new Absences(100);

    @Test
    void whatMayStillComeIsAbsentForAMoment() {
        absences.keep(YOUNG, absences.arrivals());
        absences.keep(YOUNG, absences.arrivals());
        assertThat(absences.isAbsent(YOUNG)).isTrue();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (absences.isAbsent(YOUNG)) {
            assertThat(System.nanoTime()).as("a moment ends").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void whatWasToldOfIsNotAbsent() {
        absences.keep(YOUNG, absences.arrivals());
        absences.came(YOUNG);
        assertThat(absences.isAbsent(YOUNG)).isFalse();
    }

    @Test
    void anAnswerFromBeforeSomethingCameIsNotKept() {
        long before = absences.arrivals();
        absences.came(YOUNG);
        absences.keep(YOUNG, before);
        assertThat(absences.isAbsent(YOUNG)).isFalse();
    }
}
