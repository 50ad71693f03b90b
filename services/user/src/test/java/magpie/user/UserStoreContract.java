package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.api.user.Retold;
import magpie.api.user.Settings;
import magpie.api.user.UserEvent;
import magpie.user.store.UserStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link UserStore} must do. */
public interface UserStoreContract {
    /** Returns the stores under test, empty at the start of each test. */
    Stores stores();

    @Test
    default void an_account_is_found_by_name_address_and_id_in_any_case() {
        stores().register(1, "alice", 5);

        assertThat(stores().users().credentials("ALICE").userId()).isEqualTo(1);
        assertThat(stores().users().credentials("Alice@Example.ORG").userId()).isEqualTo(1);
        assertThat(stores().users().credentials(1).passwordHash()).isEqualTo("hash of alice");
        assertThat(stores().users().account(1).account())
                .isEqualTo(new Account(
                        new Profile(1, "alice", "alice", "", null, null), "alice@example.org", new Settings("")));
        assertThat(stores().events()).containsExactly(new UserEvent.Registered(1));
    }

    @Test
    default void nobody_is_found_where_there_is_none() {
        assertThat(stores().users().credentials("alice")).isNull();
        assertThat(stores().users().credentials("alice@example.org")).isNull();
        assertThat(stores().users().credentials("a\0lice")).isNull();
        assertThat(stores().users().profilesByName(List.of("a\0lice", "\uD83D")))
                .isEmpty();
        assertThat(stores().users().credentials(1)).isNull();
        assertThat(stores().users().account(1)).isNull();
        assertThat(stores().users().update(1, null, account -> account)).isNull();
        assertThat(stores().users().suspend(1, true, 5)).isFalse();
        assertThat(stores().users().delete(1, "", 5)).isFalse();
        assertThat(stores().events()).isEmpty();
    }

    @Test
    default void a_taken_name_or_address_is_refused_and_nothing_is_kept() {
        stores().register(1, "alice", 5);
        UserStore.NewAccount address = new UserStore.NewAccount(3, "bob", "ALICE@example.org", "hash", "bob");

        assertRefused(() -> stores().register(2, "ALICE", 6), Code.USERNAME_TAKEN);
        assertRefused(() -> stores().users().create(address, stores().session(30, 3, 6), 0), Code.EMAIL_TAKEN);
        assertRefused(() -> stores().users().checkFree("Alice", "new@example.org", 0), Code.USERNAME_TAKEN);
        assertRefused(() -> stores().users().checkFree("new", "Alice@example.org", 0), Code.EMAIL_TAKEN);
        assertThat(stores().users().credentials("bob")).isNull();
        assertThat(stores().sessions().session(30)).isNull();
        assertThat(stores().events()).hasSize(1);
    }

    @Test
    default void an_update_tells_of_a_changed_profile_only() {
        stores().register(1, "alice", 5);
        Profile profile = new Profile(1, "alice", "Alice", "Hello", "/a.png", "https://example.org/h.png");
        Account renamed = new Account(profile, "alice@example.org", new Settings("de"));
        Account moved = new Account(profile, "Alice@Example.net", new Settings("de"));

        assertThat(stores().users().update(1, null, before -> renamed)).isEqualTo(renamed);
        assertThat(stores().events()).hasSize(2).contains(new UserEvent.ProfileChanged(1));
        assertThat(stores().users().update(1, null, before -> moved)).isEqualTo(moved);
        assertThat(stores().events()).hasSize(2);
        assertThat(stores().users().account(1).account()).isEqualTo(moved);
        assertThat(stores().users().credentials("alice@example.net")).isNotNull();
        assertThat(stores().users().credentials("alice@example.org")).isNull();
    }

    @Test
    default void an_update_may_rest_on_the_password() {
        stores().register(1, "alice", 5);
        Account moved =
                new Account(stores().users().account(1).account().profile(), "new@example.org", new Settings(""));

        assertThat(stores().users().update(1, "older", before -> moved)).isNull();
        assertThat(stores().users().account(1).account().email()).isEqualTo("alice@example.org");
        assertThat(stores().users().update(1, "hash of alice", before -> moved)).isEqualTo(moved);
    }

    @Test
    default void it_is_kept_when_the_address_became_another() {
        stores().register(1, "alice", 5);
        Account first = stores().users().account(1).account();
        assertThat(first.emailChangedAt()).isZero();

        Account moved = new Account(first.profile(), "new@example.org", first.settings(), 1_700_000_000_123L);
        assertThat(stores().users().update(1, null, before -> moved)).isEqualTo(moved);
        assertThat(stores().users().account(1).account()).isEqualTo(moved);
    }

    @Test
    default void an_address_in_another_form_is_the_same() {
        stores().users()
                .create(
                        new UserStore.NewAccount(1, "rene", "rene\u0301@example.org", "hash", "René"),
                        stores().session(10, 1, 5),
                        0);

        assertThat(stores().users().credentials("RENÉ@example.org").userId()).isEqualTo(1);
        assertThat(stores().users().credentials("rene\u0301@example.org").userId())
                .isEqualTo(1);
        assertRefused(() -> stores().users().checkFree("new", "René@example.org", 0), Code.EMAIL_TAKEN);
    }

    @Test
    default void an_update_to_a_taken_address_changes_nothing() {
        stores().register(1, "alice", 5);
        stores().register(2, "bob", 5);

        assertRefused(
                () -> stores().users()
                        .update(2, null, bob -> new Account(bob.profile(), "ALICE@example.org", new Settings("fr"))),
                Code.EMAIL_TAKEN);
        assertThat(stores().users().account(2).account().settings().language()).isEmpty();
    }

    @Test
    default void a_new_password_ends_all_sessions_but_one() {
        stores().register(1, "alice", 5);
        stores().sessions().open(stores().session(11, 1, 6), "hash of alice", 100);

        assertThat(stores().users().changePassword(1, "hash of alice", "new", 11, 7))
                .isTrue();

        assertThat(stores().users().credentials(1).passwordHash()).isEqualTo("new");
        assertThat(stores().sessions().session(10)).isNull();
        assertThat(stores().sessions().session(11)).isNotNull();
        assertThat(stores().events()).endsWith(new UserEvent.SessionEnded(1, 10));
    }

    @Test
    default void a_password_that_changed_meanwhile_is_not_replaced() {
        stores().register(1, "alice", 5);

        assertThat(stores().users().changePassword(1, "older", "new", 0, 7)).isFalse();
        assertThat(stores().users().delete(1, "older", 7)).isFalse();
        assertThat(stores().users().credentials(1).passwordHash()).isEqualTo("hash of alice");
        assertThat(stores().sessions().session(10)).isNotNull();
    }

    @Test
    default void of_a_deleted_account_nothing_is_left_but_its_blocked_name() {
        stores().register(1, "alice", 5);

        assertThat(stores().users().delete(1, "hash of alice", 1_000)).isTrue();

        assertThat(stores().users().account(1)).isNull();
        assertThat(stores().users().credentials("alice")).isNull();
        assertThat(stores().users().credentials("alice@example.org")).isNull();
        assertThat(stores().users().profiles(1)).isEmpty();
        assertThat(stores().users().profilesByName(List.of("alice"))).isEmpty();
        assertThat(stores().sessions().session(10)).isNull();
        assertThat(stores().events()).endsWith(new UserEvent.SessionEnded(1, 10), new UserEvent.Deleted(1));
        assertRefused(() -> stores().users().checkFree("Alice", "a@example.org", 999), Code.USERNAME_TAKEN);
        assertRefused(
                () -> stores().users().provision(List.of(stores().account(2, "alice")), 999), Code.USERNAME_TAKEN);
        stores().users().checkFree("alice", "alice@example.org", 1_000);
    }

    @Test
    default void deletions_are_told_again_in_chunks() {
        for (int i = 1; i <= 4; i++) {
            stores().register(i, "user" + i, 5);
        }
        for (int i = 1; i <= 3; i++) {
            stores().users().delete(i, "hash of user" + i, i * 100L);
        }
        stores().users().forgetNames(400, 5);
        assertThat(stores().users().retellDeletions(0, 2)).isEqualTo(new Retold(2, 2));
        assertThat(stores().users().retellDeletions(2, 2)).isEqualTo(new Retold(1, 0));
        assertThat(stores().events())
                .endsWith(new UserEvent.Deleted(1), new UserEvent.Deleted(2), new UserEvent.Deleted(3))
                .doesNotContain(new UserEvent.Deleted(4));
        assertThat(stores().users().retellDeletions(3, 2)).isEqualTo(new Retold(0, 0));
    }

    @Test
    default void names_are_forgotten_in_chunks() {
        for (int i = 1; i <= 5; i++) {
            stores().register(i, "user" + i, 5);
            stores().users().delete(i, "hash of user" + i, i * 100L);
        }
        assertThat(stores().users().forgetNames(400, 2)).isEqualTo(2);
        assertThat(stores().users().forgetNames(400, 2)).isEqualTo(1);
        stores().users().checkFree("user3", "new@example.org", 0);
        assertRefused(() -> stores().users().checkFree("user4", "new@example.org", 0), Code.USERNAME_TAKEN);
    }

    @Test
    default void a_suspension_hides_the_profile_and_ends_sessions_and_can_be_lifted() {
        stores().register(1, "alice", 5);

        assertThat(stores().users().suspend(1, true, 6)).isTrue();
        assertThat(stores().users().suspend(1, true, 7)).isTrue();
        assertThat(stores().users().profiles(1)).isEmpty();
        assertThat(stores().users().profilesByName(List.of("alice"))).isEmpty();
        assertThat(stores().users().credentials(1).suspended()).isTrue();
        assertThat(stores().users().account(1).suspended()).isTrue();
        assertThat(stores().sessions().session(10)).isNull();

        stores().users().suspend(1, false, 8);
        assertThat(stores().users().profiles(1)).hasSize(1);
        assertThat(stores().events())
                .containsExactly(
                        new UserEvent.Registered(1),
                        new UserEvent.Suspended(1),
                        new UserEvent.SessionEnded(1, 10),
                        new UserEvent.Restored(1));
    }

    @Test
    default void profiles_come_in_batches_each_once() {
        stores().register(1, "alice", 5);
        stores().register(2, "bob", 5);

        assertThat(stores().users().profiles(2, 1, 3, 2))
                .extracting(Profile::username)
                .containsExactlyInAnyOrder("alice", "bob");
        assertThat(stores().users().profilesByName(List.of("BOB", "bob", "o'neil\"", "")))
                .extracting(Profile::id)
                .containsExactly(2L);
        assertThat(stores().users().profiles()).isEmpty();
    }

    @Test
    default void accounts_in_bulk_are_made_once_and_in_order() {
        stores().register(1, "alice", 5);

        List<Long> ids = stores().users()
                .provision(
                        List.of(stores().account(7, "bob"), stores().account(8, "Alice"), stores().account(9, "bob")),
                        0);

        assertThat(ids).containsExactly(7L, 1L, 7L);
        assertThat(stores().events()).containsExactly(new UserEvent.Registered(1), new UserEvent.Registered(7));
    }

    @Test
    default void bulk_is_all_or_none_and_signs_in_nobody_who_is_suspended() {
        stores().register(1, "alice", 5);
        stores().users().suspend(1, true, 6);

        assertRefused(
                () -> stores().users().provision(List.of(stores().account(7, "bob"), stores().account(8, "alice")), 0),
                Code.FORBIDDEN);
        assertThat(stores().users().credentials("bob")).isNull();
        assertThat(stores().events()).doesNotContain(new UserEvent.Registered(7));
    }

    private static void assertRefused(ThrowingCallable call, Code code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
