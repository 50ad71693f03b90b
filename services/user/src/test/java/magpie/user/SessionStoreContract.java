package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import magpie.api.user.SignedIn;
import magpie.api.user.UserEvent;
import magpie.user.store.SessionStore;
import magpie.user.store.SessionStore.Spending;
import magpie.user.store.SessionStore.Spent;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} must do. */
public interface SessionStoreContract {
    /** Returns the stores under test, empty at the start of each test. */
    Stores stores();

    @Test
    default void a_session_opens_only_with_the_password_of_an_active_account() {
        stores().register(1, "alice", 5);
        stores().register(2, "bob", 5);
        stores().users().suspend(2, true, 6);
        SessionStore sessions = stores().sessions();

        assertThat(sessions.open(stores().session(11, 1, 6), "hash of alice", 9))
                .isTrue();
        assertThat(sessions.open(stores().session(12, 1, 6), "another", 9)).isFalse();
        assertThat(sessions.open(stores().session(13, 2, 6), "hash of bob", 9)).isFalse();
        assertThat(sessions.open(stores().session(14, 3, 6), "", 9)).isFalse();
        assertThat(sessions.signedIn(1, 0, 9))
                .containsExactly(new SignedIn(11, "device 11", 6), new SignedIn(10, "device 10", 5));
        assertThat(sessions.session(11).secret()).containsExactly(1, 2, 3);
    }

    @Test
    default void sessions_used_longest_ago_end_beyond_the_limit() {
        stores().register(1, "alice", 5);
        stores().sessions().open(stores().session(11, 1, 6), "hash of alice", 2);
        spend(10, 0, 1, 7);

        stores().sessions().openAll(List.of(stores().session(12, 1, 8)), 2);

        assertThat(stores().sessions().signedIn(1, 0, 9))
                .extracting(SignedIn::sessionId)
                .containsExactly(12L, 10L);
        assertThat(stores().events()).endsWith(new UserEvent.SessionEnded(1, 11));
    }

    @Test
    default void a_token_is_spent_once_and_repeated_in_its_grace() {
        stores().register(1, "alice", 5);

        assertThat(spend(10, 0, 1, 100)).isEqualTo(Spent.ROTATED);
        assertThat(spend(10, 0, 1, 110)).isEqualTo(Spent.REPEATED);
        assertThat(spend(10, 1, 2, 115)).isEqualTo(Spent.ROTATED);
        assertThat(spend(10, 0, 1, 129)).isEqualTo(Spent.REPEATED);
        assertThat(stores().sessions().session(10).lastUsedAt()).isEqualTo(115);
        assertThat(stores().events()).hasSize(1);
    }

    @Test
    default void a_token_spent_before_the_grace_was_stolen() {
        stores().register(1, "alice", 5);
        spend(10, 0, 1, 100);

        assertThat(spend(10, 0, 1, 130)).isEqualTo(Spent.STOLEN);
        assertThat(spend(10, 1, 2, 131)).isEqualTo(Spent.GONE);
        assertThat(stores().sessions().session(10)).isNull();
        assertThat(stores().sessions().endedAfter(129, 9)).containsExactly(10);
        assertThat(stores().events()).endsWith(new UserEvent.SessionEnded(1, 10));
    }

    @Test
    default void only_the_owner_ends_a_session_and_only_once() {
        stores().register(1, "alice", 5);

        assertThat(stores().sessions().end(2, 10, 6)).isFalse();
        assertThat(stores().sessions().end(1, 99, 6)).isFalse();
        assertThat(stores().sessions().session(10)).isNotNull();
        assertThat(stores().sessions().end(1, 10, 7)).isTrue();
        assertThat(stores().sessions().end(1, 10, 8)).isTrue();
        assertThat(stores().sessions().signedIn(1, 0, 9)).isEmpty();
        assertThat(stores().events())
                .containsOnlyOnce(new UserEvent.SessionEnded(1, 10))
                .hasSize(2);
    }

    @Test
    default void ended_sessions_are_told_newest_ending_first_and_bounded() {
        for (int i = 1; i <= 4; i++) {
            stores().register(i, "user" + i, 5);
            stores().sessions().end(i, i * 10L, 100 + i);
        }
        assertThat(stores().sessions().endedAfter(101, 9)).containsExactly(40, 30, 20);
        assertThat(stores().sessions().endedAfter(0, 2)).containsExactly(40, 30);
    }

    @Test
    default void a_sweep_takes_what_is_over_in_chunks_and_leaves_the_rest() {
        for (int i = 1; i <= 5; i++) {
            stores().register(i, "user" + i, i);
        }
        stores().sessions().end(1, 10, 100);
        stores().sessions().end(2, 20, 200);

        assertThat(stores().sessions().sweep(150, 4, 2)).isEqualTo(2);
        assertThat(stores().sessions().sweep(150, 4, 2)).isEqualTo(1);
        assertThat(stores().sessions().sweep(150, 4, 9)).isZero();

        assertThat(stores().sessions().endedAfter(0, 9)).containsExactly(20);
        assertThat(stores().sessions().session(40)).isNull();
        assertThat(stores().sessions().session(50)).isNotNull();
    }

    private Spent spend(long sessionId, int token, int successor, long at) {
        return stores().sessions()
                .spend(new Spending(sessionId, Stores.digest(token), Stores.digest(successor), at, at - 30));
    }
}
