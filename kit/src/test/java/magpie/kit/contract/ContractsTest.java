package magpie.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import magpie.api.ServiceException;
import org.junit.jupiter.api.Test;

class ContractsTest {
    record Amount(int value) {}

    interface Twice {
        Amount twice(Amount request);
    }

    interface NoRecord {
        String name(Amount request);
    }

    interface TwoOfOneName {
        Amount name(Amount request);

        Other name(Other request);
    }

    record Other(String message) {}

    interface WithDefault {
        default Amount name(Amount request) {
            return request;
        }
    }

    private static Twice layered(Twice innermost, int layers) {
        Twice twice = innermost;
        for (int i = 0; i < layers; i++) {
            Twice below = twice;
            twice = Contracts.proxy(Twice.class, method -> Contracts.direct(method, below));
        }
        return twice;
    }

    @Test
    void proxiesCompose() {
        Twice twice = layered(number -> new Amount(2 * number.value()), 3);
        assertThat(twice.twice(new Amount(21))).isEqualTo(new Amount(42));
    }

    @Test
    void anExceptionPassesAsItWasThrown() {
        ServiceException thrown = ServiceException.notFound("number");
        Twice twice = layered(
                number -> {
                    throw thrown;
                },
                3);
        assertThatThrownBy(() -> twice.twice(new Amount(1))).isSameAs(thrown);
    }

    @Test
    void aProxyIsAnObjectLikeOthers() {
        Twice twice = layered(number -> number, 1);
        assertThat(List.of(twice)).contains(twice).doesNotContain(layered(number -> number, 1));
        assertThat(twice).hasToString("proxy of " + Twice.class.getName());
        assertThat(twice).doesNotHaveSameHashCodeAs(new Object());
    }

    @Test
    void whatIsNotAContractIsRefused() {
        for (Class<?> wrong : new Class<?>[] {NoRecord.class, TwoOfOneName.class, WithDefault.class, String.class}) {
            assertThatThrownBy(() -> Contracts.methods(wrong))
                    .as(wrong.getName())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDefectShowsAReferenceAndKeepsTheCauseForTheLog() {
        ServiceException defect = Defect.of(new IllegalStateException("secret"), "a test");
        assertThat(defect.safeMessage()).matches("Something went wrong here\\. Reference: [0-9a-f]{12}");
        assertThat(defect).hasRootCauseMessage("secret");
    }
}
