package magpie.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final Viewer ANA = new Viewer(1, 10, "", 0);

    private final Revocations revocations = new Revocations();

    /** A process that moved events to the log and stood still in the midst of it sends them once more when it wakes. */
    @Test
    void aSuspensionThatIsToldOnceMoreDoesNotUndoItsEnd() {
        revocations.suspendUser(1, 100);
        assertThat(revocations.ended(ANA)).isTrue();
        revocations.restoreUser(1, 200);
        revocations.suspendUser(1, 100);
        assertThat(revocations.ended(ANA)).isFalse();
        revocations.suspendUser(1, 300);
        revocations.restoreUser(1, 200);
        assertThat(revocations.ended(ANA)).isTrue();
    }

    @Test
    void whoIsDeletedDoesNotComeBack() {
        revocations.endUser(1);
        revocations.restoreUser(1, Long.MAX_VALUE - 1);
        assertThat(revocations.ended(ANA)).isTrue();
    }
}
