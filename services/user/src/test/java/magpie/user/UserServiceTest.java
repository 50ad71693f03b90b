package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.UserRef;
import magpie.api.UserRefs;
import magpie.api.user.AccountChange;
import magpie.api.user.AccountDeletion;
import magpie.api.user.IssuedSession;
import magpie.api.user.LoginName;
import magpie.api.user.NewPassword;
import magpie.api.user.Profile;
import magpie.api.user.Provision;
import magpie.api.user.Provisioned;
import magpie.api.user.Refresh;
import magpie.api.user.Registration;
import magpie.api.user.SignIn;
import magpie.api.user.SignedIn;
import magpie.api.user.Suspension;
import magpie.api.user.UserEvent;
import magpie.api.user.Usernames;
import org.junit.jupiter.api.Test;

/** What the service does with accounts. */
class UserServiceTest extends RunningUserService {
    @Test
    void a_new_account_is_signed_in_and_can_sign_in_again_by_name_or_address() throws Exception {
        IssuedSession first = register("Alice");

        assertThat(first.account().profile().username()).isEqualTo("alice");
        assertThat(first.expiresIn()).isEqualTo(900);
        assertThat(events()).containsExactly(new UserEvent.Registered(id(first)));
        IssuedSession second = users.signIn(new SignIn("ALICE", PASSWORD, "curl"));
        IssuedSession third = users.signIn(new SignIn("alice@Example.org", PASSWORD, "app"));
        assertThat(users.sessions(new UserRef(id(first))).sessions())
                .extracting(SignedIn::sessionId)
                .containsExactly(third.sessionId(), second.sessionId(), first.sessionId());
    }

    @Test
    void a_wrong_password_and_an_unknown_name_look_the_same() {
        register("alice");

        String wrong = refused(() -> users.signIn(new SignIn("alice", "another password", "")), Code.UNAUTHENTICATED);
        String unknown = refused(() -> users.signIn(new SignIn("nobody", PASSWORD, "")), Code.UNAUTHENTICATED);
        String tooLong = refused(() -> users.signIn(new SignIn("alice", "x".repeat(5_000), "")), Code.UNAUTHENTICATED);
        String empty = refused(() -> users.signIn(new SignIn(null, null, null)), Code.UNAUTHENTICATED);

        assertThat(List.of(unknown, tooLong, empty)).containsOnly(wrong);
    }

    @Test
    void the_same_password_typed_in_another_unicode_form_signs_in() {
        users.register(new Registration("alice", "alice@example.org", "schöne Wörter", null, ""));

        assertThat(users.signIn(new SignIn("alice", "scho\u0308ne Wo\u0308rter", "")))
                .isNotNull();
    }

    @Test
    void a_taken_name_or_address_is_refused() {
        register("alice");

        refused(() -> register("ALICE"), Code.USERNAME_TAKEN);
        refused(
                () -> users.register(new Registration("bob", "Alice@example.org", PASSWORD, null, "")),
                Code.EMAIL_TAKEN);
    }

    @Test
    void a_changed_profile_is_seen_at_once_though_it_was_cached() throws Exception {
        IssuedSession alice = register("alice");
        assertThat(profile(id(alice)).displayName()).isEqualTo("alice");

        users.update(new AccountChange(id(alice), "Alice", "Hi", "/a.png", null, "new@example.org", null, PASSWORD));

        assertThat(profile(id(alice)).displayName()).isEqualTo("Alice");
        assertThat(users.byUsernames(new Usernames(List.of("ALICE")))
                        .profiles()
                        .getFirst()
                        .bio())
                .isEqualTo("Hi");
        assertThat(users.account(new UserRef(id(alice))).email()).isEqualTo("new@example.org");
        assertThat(events()).endsWith(new UserEvent.ProfileChanged(id(alice)));
    }

    @Test
    void a_deleted_account_is_gone_at_once_and_everywhere() throws Exception {
        IssuedSession alice = register("alice");
        UserRef gone = new UserRef(id(alice));
        assertThat(profile(id(alice))).isNotNull();
        refused(() -> users.delete(new AccountDeletion(id(alice), "not the password")), Code.FORBIDDEN);

        users.delete(new AccountDeletion(id(alice), PASSWORD));

        refused(() -> users.account(gone), Code.UNAUTHENTICATED);
        refused(() -> users.export(gone), Code.UNAUTHENTICATED);
        refused(
                () -> users.update(new AccountChange(id(alice), "x", null, null, null, null, null, null)),
                Code.UNAUTHENTICATED);
        users.delete(new AccountDeletion(id(alice), PASSWORD));
        refused(() -> users.signIn(new SignIn("alice", PASSWORD, "")), Code.UNAUTHENTICATED);
        refused(() -> users.refresh(new Refresh(alice.refreshToken())), Code.UNAUTHENTICATED);
        refused(() -> users.suspend(new Suspension("alice", true)), Code.NOT_FOUND);
        assertThat(profile(id(alice))).isNull();
        assertThat(users.byUsernames(new Usernames(List.of("alice"))).profiles())
                .isEmpty();
        assertThat(users.sessions(gone).sessions()).isEmpty();
        assertThat(events())
                .endsWith(new UserEvent.SessionEnded(id(alice), alice.sessionId()), new UserEvent.Deleted(id(alice)));
    }

    @Test
    void the_name_of_a_deleted_account_is_blocked_for_30_days() {
        IssuedSession alice = register("alice");
        users.delete(new AccountDeletion(id(alice), PASSWORD));
        clock.move(Duration.ofDays(30).minusSeconds(1));
        module.sweep().run();
        refused(() -> register("alice"), Code.USERNAME_TAKEN);

        clock.move(Duration.ofSeconds(2));
        module.sweep().run();
        IssuedSession other = register("alice");

        assertThat(id(other)).isNotEqualTo(id(alice));
        assertThat(users.byUsernames(new Usernames(List.of("alice"))).profiles())
                .extracting(Profile::id)
                .containsExactly(id(other));
    }

    @Test
    void a_suspended_account_is_told_so_after_the_right_password_only() {
        IssuedSession alice = register("alice");
        assertThat(profile(id(alice))).isNotNull();
        users.suspend(new Suspension("alice", true));

        assertThat(profile(id(alice))).isNull();
        refused(() -> users.signIn(new SignIn("alice", "not the password", "")), Code.UNAUTHENTICATED);
        assertThat(refused(() -> users.signIn(new SignIn("alice", PASSWORD, "")), Code.FORBIDDEN))
                .contains("suspended");
        refused(() -> users.refresh(new Refresh(alice.refreshToken())), Code.UNAUTHENTICATED);
        refused(() -> users.account(new UserRef(id(alice))), Code.FORBIDDEN);

        users.suspend(new Suspension("alice", false));
        assertThat(profile(id(alice))).isNotNull();
        assertThat(users.signIn(new SignIn("alice", PASSWORD, ""))).isNotNull();
    }

    @Test
    void the_operator_gives_a_new_password() {
        IssuedSession alice = register("alice");

        NewPassword reset = users.resetPassword(new LoginName("Alice@example.org"));

        assertThat(reset.toString()).doesNotContain(reset.password());
        refused(() -> users.refresh(new Refresh(alice.refreshToken())), Code.UNAUTHENTICATED);
        refused(() -> users.signIn(new SignIn("alice", PASSWORD, "")), Code.UNAUTHENTICATED);
        assertThat(users.signIn(new SignIn("alice", reset.password(), ""))).isNotNull();
        refused(() -> users.resetPassword(new LoginName("nobody")), Code.NOT_FOUND);
    }

    @Test
    void accounts_in_bulk_get_a_session_each_and_share_the_password() throws Exception {
        IssuedSession alice = register("alice");

        List<Provisioned.Entry> made = users.provision(new Provision(List.of("Bob", "alice", "bob"), "12345678", false))
                .accounts();

        assertThat(made).extracting(Provisioned.Entry::username).containsExactly("bob", "alice", "bob");
        assertThat(made.get(1).userId()).isEqualTo(id(alice));
        for (Provisioned.Entry entry : made) {
            assertThat(verified(entry.accessToken()).getSubject()).isEqualTo(Long.toString(entry.userId()));
        }
        assertThat(users.signIn(new SignIn("bob@bulk.invalid", "12345678", ""))).isNotNull();
        assertThat(users.signIn(new SignIn("alice", PASSWORD, ""))).isNotNull();
        assertThat(events()).filteredOn(UserEvent.Registered.class::isInstance).hasSize(2);
    }

    @Test
    void accounts_in_bulk_may_come_without_sessions_and_passwords() {
        IssuedSession alice = register("alice");

        List<Provisioned.Entry> made = users.provision(new Provision(List.of("bob", "alice"), null, true))
                .accounts();

        assertThat(made).extracting(Provisioned.Entry::accessToken).containsExactly("", "");
        assertThat(made.get(1).userId()).isEqualTo(id(alice));
        assertThat(users.sessions(new UserRef(made.getFirst().userId())).sessions())
                .isEmpty();
        assertThat(users.sessions(new UserRef(id(alice))).sessions()).hasSize(1);
        assertThatThrownBy(() -> users.signIn(new SignIn("bob", "12345678", "")))
                .isInstanceOf(ServiceException.class);
        assertThat(users.signIn(new SignIn("alice", PASSWORD, ""))).isNotNull();
        NewPassword fresh = users.resetPassword(new LoginName("bob"));
        assertThat(users.signIn(new SignIn("bob", fresh.password(), ""))).isNotNull();
    }

    @Test
    void everything_is_there_after_a_restart() throws Exception {
        IssuedSession alice = register("alice");
        module.close();
        start();

        assertThat(verified(alice.accessToken()).getSubject()).isEqualTo(Long.toString(id(alice)));
        assertThat(users.refresh(new Refresh(alice.refreshToken())).sessionId()).isEqualTo(alice.sessionId());
        assertThat(users.signIn(new SignIn("alice", PASSWORD, ""))).isNotNull();
    }

    @Test
    void the_export_has_the_account_and_its_devices() {
        IssuedSession alice =
                users.register(new Registration("alice", "alice@example.org", PASSWORD, "Alice", "x".repeat(300)));

        assertThat(users.export(new UserRef(id(alice))).account()).isEqualTo(alice.account());
        assertThat(users.export(new UserRef(id(alice))).sessions())
                .containsExactly(new SignedIn(alice.sessionId(), "x".repeat(200), clock.millis()));
    }

    @Test
    void a_batch_is_bounded() {
        refused(() -> users.profiles(new UserRefs(new long[1_001])), Code.INVALID_VALUE);
        refused(() -> users.byUsernames(new Usernames(Collections.nCopies(1_001, "a"))), Code.INVALID_VALUE);
    }

    @Test
    void the_store_and_its_backup_are_the_owners_alone() throws Exception {
        register("alice");
        module.backup(folder.resolve("backup"));

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .hasSizeGreaterThan(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
