package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.util.Collections;
import magpie.api.Code;
import magpie.api.Empty;
import magpie.api.UserRef;
import magpie.api.user.IssuedSession;
import magpie.api.user.PasswordChange;
import magpie.api.user.Provision;
import magpie.api.user.Refresh;
import magpie.api.user.RevokedSince;
import magpie.api.user.SessionRef;
import magpie.api.user.SignIn;
import magpie.api.user.SignedIn;
import magpie.api.user.UserEvent;
import org.junit.jupiter.api.Test;

/** What the service does with sessions, their tokens, and the keys that sign these. */
class UserSessionsTest extends RunningUserService {
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
        module.sweep().run();
        assertThat(users.revocations(new RevokedSince(0)).sessionIds()).containsExactly(alice.sessionId());

        clock.move(Duration.ofMinutes(5));
        module.sweep().run();
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
    void signing_keys_are_followed_by_new_ones_and_stay_while_their_tokens_do() throws Exception {
        IssuedSession old = register("alice");
        clock.move(Duration.ofDays(30));
        IssuedSession last = users.signIn(new SignIn("alice", PASSWORD, ""));
        module.sweep().run();
        IssuedSession next = users.signIn(new SignIn("alice", PASSWORD, ""));

        assertThat(kid(last)).isEqualTo(kid(old)).isNotEqualTo(kid(next));
        assertThat(verified(last.accessToken())).isNotNull();
        assertThat(verified(next.accessToken())).isNotNull();
        clock.move(Duration.ofMinutes(29));
        module.sweep().run();
        assertThat(published()).containsExactlyInAnyOrder(kid(last), kid(next));
        clock.move(Duration.ofMinutes(2));
        module.sweep().run();
        assertThat(published()).containsExactly(kid(next));
    }
}
