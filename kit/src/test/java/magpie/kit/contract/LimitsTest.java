package magpie.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.Limits;
import magpie.api.ServiceException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void pagesAreBounded() {
        Limits.checkPage(1);
        Limits.checkPage(1_000);
        Limits.checkPage(3, 3);
        refused("limit", () -> Limits.checkPage(0));
        refused("limit", () -> Limits.checkPage(1_001));
        refused("limit", () -> Limits.checkPage(4, 3));
    }

    @Test
    void batchesAreBounded() {
        Limits.checkBatch("userIds", 0);
        Limits.checkBatch("userIds", 1_000);
        Limits.checkBatch("userIds", 3, 3);
        refused("userIds", () -> Limits.checkBatch("userIds", 1_001));
        refused("userIds", () -> Limits.checkBatch("userIds", 4, 3));
    }

    private static void refused(String field, ThrowingCallable check) {
        assertThatExceptionOfType(ServiceException.class).isThrownBy(check).satisfies(e -> {
            assertThat(e.code()).isEqualTo(Code.INVALID_VALUE);
            assertThat(e.errors()).extracting(FieldError::field).containsExactly(field);
        });
    }
}
