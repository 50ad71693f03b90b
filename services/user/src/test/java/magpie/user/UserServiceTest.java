package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import magpie.api.Code;
import magpie.api.Empty;
import magpie.api.ServiceException;
import magpie.api.UserRef;
import magpie.api.UserRefs;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.api.user.AccountChange;
import magpie.api.user.AccountDeletion;
import magpie.api.user.IssuedSession;
import magpie.api.user.LoginName;
import magpie.api.user.NewPassword;
import magpie.api.user.PasswordChange;
import magpie.api.user.Profile;
import magpie.api.user.Provision;
import magpie.api.user.Provisioned;
import magpie.api.user.Refresh;
import magpie.api.user.Registration;
import magpie.api.user.RevokedSince;
import magpie.api.user.SessionRef;
import magpie.api.user.SignIn;
import magpie.api.user.SignedIn;
import magpie.api.user.Suspension;
import magpie.api.user.UserEvent;
import magpie.api.user.Usernames;
import magpie.api.user.Users;
import magpie.kit.config.Settings;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import magpie.kit.roles.Peers;
import magpie.kit.roles.RoleContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserServiceTest {
    private static final String PASSWORD = "a fine password";
    private static final EventCodec CODEC = EventCodec.of(UserEvent.TOPIC, UserEvent.class);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private UserModule module;
    private Users users;

    @BeforeEach
    void start() {
        UserConfig config = Settings.of(Map.of()).bind("user", UserConfig.class);
        module = UserModule.start(config, new RoleContext(folder, new NoPeers(), new SimpleMeterRegistry()), clock);
        users = (Users) module.contracts().get(Users.class);
    }

    @AfterEach
    void close() {
        module.close();
    }

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
    void an_access_token_is_a_standard_jwt_that_the_published_keys_verify() throws Exception {
        IssuedSession session = register("alice");

        JWTClaimsSet claims = verified(session.accessToken());

        assertThat(claims.getIssuer()).isEqualTo("magpie");
        assertThat(claims.getSubject()).isEqualTo(Long.toString(id(session)));
        assertThat(claims.getStringClaim("sid")).isEqualTo(Long.toString(session.sessionId()));
        assertThat(claims.getStringClaim("csrf")).isEqualTo(session.csrf()).isNotEmpty();
        assertThat(claims.getIssueTime()).isEqualTo(clock.instant());
        assertThat(claims.getExpirationTime()).isEqualTo(clock.instant().plusSeconds(900));
    }

    @Test
    void the_published_keys_are_public() throws Exception {
        String jwks = users.keys(Empty.EMPTY).jwks();

        assertThat(jwks).doesNotContain("\"d\"");
        assertThat(JWKSet.parse(jwks).getKeys()).hasSize(1).allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.toJSONObject())
                    .containsEntry("kty", "OKP")
                    .containsEntry("crv", "Ed25519")
                    .containsEntry("use", "sig")
                    .containsEntry("alg", "EdDSA")
                    .containsKey("kid");
        });
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
    void a_refresh_token_is_followed_by_another_and_repeats_it_for_30_seconds() throws Exception {
        IssuedSession first = register("alice");
        IssuedSession second = users.refresh(new Refresh(first.refreshToken()));
        clock.move(Duration.ofSeconds(29));

        IssuedSession again = users.refresh(new Refresh(first.refreshToken()));

        assertThat(again.refreshToken()).isEqualTo(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(again.sessionId()).isEqualTo(first.sessionId());
        assertThat(again.csrf()).isEqualTo(first.csrf());
        assertThat(verified(again.accessToken()).getExpirationTime())
                .isEqualTo(clock.instant().plusSeconds(900));
        assertThat(users.refresh(new Refresh(second.refreshToken()))).isNotNull();
    }

    @Test
    void a_spent_token_that_comes_back_later_ends_the_session() throws Exception {
        IssuedSession first = register("alice");
        IssuedSession second = users.refresh(new Refresh(first.refreshToken()));
        long before = clock.millis();
        clock.move(Duration.ofSeconds(31));

        refused(() -> users.refresh(new Refresh(first.refreshToken())), Code.UNAUTHENTICATED);

        refused(() -> users.refresh(new Refresh(second.refreshToken())), Code.UNAUTHENTICATED);
        assertThat(users.revocations(new RevokedSince(before)).sessionIds()).containsExactly(first.sessionId());
        assertThat(events()).endsWith(new UserEvent.SessionEnded(id(first), first.sessionId()));
    }

    @Test
    void a_token_stolen_long_ago_ends_the_session_too() {
        String token = register("alice").refreshToken();
        String current = token;
        for (int i = 0; i < 5; i++) {
            clock.move(Duration.ofMinutes(10));
            current = users.refresh(new Refresh(current)).refreshToken();
        }
        refused(() -> users.refresh(new Refresh(token)), Code.UNAUTHENTICATED);
        String last = current;
        refused(() -> users.refresh(new Refresh(last)), Code.UNAUTHENTICATED);
    }

    @Test
    void a_made_up_token_harms_nobody() {
        IssuedSession alice = register("alice");
        String forged = RefreshToken.first(alice.sessionId(), new byte[32], new byte[32])
                .text();

        refused(() -> users.refresh(new Refresh(forged)), Code.UNAUTHENTICATED);
        refused(() -> users.refresh(new Refresh("nonsense")), Code.UNAUTHENTICATED);
        refused(() -> users.refresh(new Refresh(null)), Code.UNAUTHENTICATED);
        assertThat(users.refresh(new Refresh(alice.refreshToken()))).isNotNull();
    }

    @Test
    void a_session_lasts_30_days_from_its_last_use() {
        IssuedSession alice = register("alice");
        clock.move(Duration.ofDays(29));
        IssuedSession renewed = users.refresh(new Refresh(alice.refreshToken()));
        clock.move(Duration.ofDays(29));
        IssuedSession again = users.refresh(new Refresh(renewed.refreshToken()));
        clock.move(Duration.ofDays(30));

        refused(() -> users.refresh(new Refresh(again.refreshToken())), Code.UNAUTHENTICATED);
        assertThat(users.sessions(new UserRef(id(alice))).sessions()).isEmpty();
    }

    @Test
    void a_session_is_ended_by_its_owner_alone() throws Exception {
        IssuedSession alice = register("alice");
        IssuedSession bob = register("bob");

        refused(() -> users.endSession(new SessionRef(id(bob), alice.sessionId())), Code.NOT_FOUND);
        users.endSession(new SessionRef(id(alice), alice.sessionId()));
        users.endSession(new SessionRef(id(alice), alice.sessionId()));

        refused(() -> users.refresh(new Refresh(alice.refreshToken())), Code.UNAUTHENTICATED);
        assertThat(users.revocations(new RevokedSince(0)).sessionIds()).containsExactly(alice.sessionId());
    }

    @Test
    void the_session_used_longest_ago_makes_room_for_the_101st() {
        IssuedSession alice = register("alice");
        users.provision(new Provision(Collections.nCopies(99, "alice"), "12345678", false));
        assertThat(users.sessions(new UserRef(id(alice))).sessions()).hasSize(100);
        clock.move(Duration.ofSeconds(1));
        IssuedSession renewed = users.refresh(new Refresh(alice.refreshToken()));

        IssuedSession latest = users.signIn(new SignIn("alice", PASSWORD, ""));

        assertThat(users.sessions(new UserRef(id(alice))).sessions())
                .hasSize(100)
                .extracting(SignedIn::sessionId)
                .contains(latest.sessionId(), renewed.sessionId());
        assertThat(users.revocations(new RevokedSince(0)).sessionIds()).hasSize(1);
    }

    @Test
    void revocations_are_told_until_the_access_token_has_run_out() {
        IssuedSession alice = register("alice");
        users.endSession(new SessionRef(id(alice), alice.sessionId()));
        clock.move(Duration.ofMinutes(16));
        module.sweep();
        assertThat(users.revocations(new RevokedSince(0)).sessionIds()).containsExactly(alice.sessionId());

        clock.move(Duration.ofMinutes(5));
        module.sweep();
        assertThat(users.revocations(new RevokedSince(0)).sessionIds()).isEmpty();
    }

    @Test
    void a_new_password_keeps_this_session_and_ends_the_others() {
        IssuedSession here = register("alice");
        IssuedSession there = users.signIn(new SignIn("alice", PASSWORD, ""));

        refused(
                () -> users.changePassword(
                        new PasswordChange(id(here), here.sessionId(), "not the password", "another fine one")),
                Code.FORBIDDEN);
        refused(
                () -> users.changePassword(new PasswordChange(id(here), here.sessionId(), PASSWORD, "password1")),
                Code.INVALID_VALUE);
        users.changePassword(new PasswordChange(id(here), here.sessionId(), PASSWORD, "another fine one"));

        refused(() -> users.signIn(new SignIn("alice", PASSWORD, "")), Code.UNAUTHENTICATED);
        refused(() -> users.refresh(new Refresh(there.refreshToken())), Code.UNAUTHENTICATED);
        assertThat(users.refresh(new Refresh(here.refreshToken()))).isNotNull();
        assertThat(users.signIn(new SignIn("alice", "another fine one", ""))).isNotNull();
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
        module.sweep();
        refused(() -> register("alice"), Code.USERNAME_TAKEN);

        clock.move(Duration.ofSeconds(2));
        module.sweep();
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
    void signing_keys_are_followed_by_new_ones_and_stay_while_their_tokens_do() throws Exception {
        IssuedSession old = register("alice");
        clock.move(Duration.ofDays(30));
        IssuedSession last = users.signIn(new SignIn("alice", PASSWORD, ""));
        module.sweep();
        IssuedSession next = users.signIn(new SignIn("alice", PASSWORD, ""));

        assertThat(kid(last)).isEqualTo(kid(old)).isNotEqualTo(kid(next));
        assertThat(verified(last.accessToken())).isNotNull();
        assertThat(verified(next.accessToken())).isNotNull();
        clock.move(Duration.ofMinutes(29));
        module.sweep();
        assertThat(published()).containsExactlyInAnyOrder(kid(last), kid(next));
        clock.move(Duration.ofMinutes(2));
        module.sweep();
        assertThat(published()).containsExactly(kid(next));
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

    private IssuedSession register(String name) {
        return users.register(new Registration(name, name + "@example.org", PASSWORD, null, "test"));
    }

    private Profile profile(long userId) {
        List<Profile> found = users.profiles(new UserRefs(userId)).profiles();
        return found.isEmpty() ? null : found.getFirst();
    }

    private JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWK key = JWKSet.parse(users.keys(Empty.EMPTY).jwks())
                .getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(jwt.verify(new Ed25519Verifier(key.toOctetKeyPair()))).isTrue();
        return jwt.getJWTClaimsSet();
    }

    private List<String> published() throws Exception {
        return JWKSet.parse(users.keys(Empty.EMPTY).jwks()).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }

    private static String kid(IssuedSession session) throws Exception {
        return SignedJWT.parse(session.accessToken()).getHeader().getKeyID();
    }

    static long id(IssuedSession session) {
        return session.account().profile().id();
    }

    private List<Object> events() {
        Topics topics = module.topics().get(UserEvent.TOPIC);
        List<Batch.Entry> entries =
                topics.read(new Read(UserEvent.TOPIC, 0, 1_000, 0)).events();
        return entries.stream().map(CODEC::read).map(Event::body).toList();
    }

    static String refused(ThrowingCallable call, Code code) {
        String[] message = new String[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(ServiceException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            message[0] = e.safeMessage();
        });
        return message[0];
    }

    static final class MovableClock implements InstantSource {
        private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        void move(Duration step) {
            now = now.plus(step);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** The user service calls nobody. */
    static final class NoPeers implements Peers {
        @Override
        public <T> T of(Class<T> contract) {
            throw new AssertionError(contract);
        }

        @Override
        public Topics topics(String topic) {
            throw new AssertionError(topic);
        }
    }
}
