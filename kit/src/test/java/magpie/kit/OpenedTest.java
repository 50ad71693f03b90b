package magpie.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final Opened opened = new Opened();
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesInReverseWhateverFails() {
        opened.add(() -> closed.add("first"));
        opened.add(() -> {
            throw new IllegalStateException("broken");
        });
        opened.add(() -> closed.add("last"));
        opened.close();
        opened.close();
        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void aThreadThatWasInterruptedClosesAllTheSame() {
        opened.add(() -> closed.add(
                Waits.unlessInterrupted(() -> Thread.ofVirtual().start(() -> {}).join()) ? "whole" : "broken off"));
        Thread.currentThread().interrupt();
        opened.close();
        assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
        assertThat(closed).containsExactly("whole");
    }
}
