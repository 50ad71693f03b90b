package magpie.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import magpie.api.user.UserEvent;
import magpie.kit.near.Unseen;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final Viewer ANA = new Viewer(1, 10, "", 0);
    private static final Viewer ANA_ANEW = new Viewer(1, 11, "", 0);

    private final Unseen unseen = new Unseen();
    private final Revocations revocations = new Revocations(unseen);

    @Test
    void aSessionThatEndedIsRefusedAndAnotherOneIsNot() {
        revocations.endSession(10);
        assertThat(revocations.ended(ANA)).isTrue();
        assertThat(revocations.ended(ANA_ANEW)).isFalse();
    }

    /** The clock of the process that restored lags behind that of the one that suspended. */
    @Test
    void whoIsRestoredMaySignInAgainWhateverTheClocksSay() {
        unseen.heard(new UserEvent.Suspended(1), 5_000);
        assertThat(revocations.ended(ANA)).isTrue();
        unseen.heard(new UserEvent.Restored(1), 4_000);
        assertThat(revocations.ended(ANA_ANEW)).isFalse();
    }

    @Test
    void whoIsDeletedDoesNotComeBack() {
        revocations.endUser(1);
        unseen.heard(new UserEvent.Restored(1), Long.MAX_VALUE);
        assertThat(revocations.ended(ANA)).isTrue();
        assertThat(revocations.ended(ANA_ANEW)).isTrue();
    }
}
