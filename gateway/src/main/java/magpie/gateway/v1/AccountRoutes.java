package magpie.gateway.v1;

import java.util.List;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.UserRef;
import magpie.api.user.Account;
import magpie.api.user.AccountChange;
import magpie.api.user.AccountDeletion;
import magpie.api.user.IssuedSession;
import magpie.api.user.PasswordChange;
import magpie.api.user.Registration;
import magpie.api.user.Settings;
import magpie.api.user.SignedIn;
import magpie.api.user.Users;
import magpie.gateway.action.PasswordTries;
import magpie.gateway.action.RegisteredBefore;
import magpie.gateway.auth.Revocations;
import magpie.gateway.auth.Viewer;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBody;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.limit.RateLimits;
import magpie.gateway.v1.json.UserJson;
import magpie.gateway.view.Authors;
import magpie.gateway.view.UserViews;
import org.jspecify.annotations.Nullable;

/** Routes of one's own account, from registration to deletion. */
final class AccountRoutes {
    private final Users users;
    private final Revocations revocations;
    private final RateLimits limits;
    private final PasswordTries tries;
    private final RegisteredBefore before;
    private final Authors authors;
    private final UserViews views;
    private final SignedInViews signedInViews;

    AccountRoutes(
            Users users,
            Revocations revocations,
            RateLimits limits,
            PasswordTries tries,
            Authors authors,
            UserViews views,
            SignedInViews signedInViews) {
        this.users = users;
        this.revocations = revocations;
        this.limits = limits;
        this.tries = tries;
        this.before = new RegisteredBefore(users, tries);
        this.authors = authors;
        this.views = views;
        this.signedInViews = signedInViews;
    }

    Answer register(Exchange exchange) {
        boolean cookie = SignedInViews.byCookie(exchange);
        JsonBody body = exchange.json();
        Registration registration = new Registration(
                body.text("username"),
                body.text("email"),
                body.text("password"),
                body.optionalText("displayName"),
                exchange.device());
        body.check();
        exchange.spend(limits.registration(exchange.address()));
        IssuedSession session = register(exchange, registration);
        tries.recognise(exchange, session.account());
        return signedInViews.answer(201, exchange, cookie, session);
    }

    Answer me(Exchange exchange) {
        return me(users.account(new UserRef(exchange.signedIn().userId())));
    }

    Answer change(Exchange exchange) {
        Viewer viewer = exchange.signedIn();
        JsonBody body = exchange.json();
        AccountChange change = new AccountChange(
                viewer.userId(),
                given(body, "displayName"),
                given(body, "bio"),
                url(body, "avatarUrl"),
                url(body, "headerUrl"),
                given(body, "email"),
                settings(body),
                body.optionalText("password"));
        body.check();
        Account account = change.email() == null ? users.update(change) : changeEmail(exchange, change);
        authors.forget(viewer.userId());
        return me(account);
    }

    /** Whether an address is taken is useful to spies, so a check costs as much as a registration. */
    private Account changeEmail(Exchange exchange, AccountChange change) {
        exchange.spend(limits.registration(exchange.address()));
        Account account = tries.ofViewer(exchange, () -> users.update(change));
        tries.recognise(exchange, account);
        return account;
    }

    Answer changePassword(Exchange exchange) {
        Viewer viewer = exchange.signedIn();
        JsonBody body = exchange.json();
        String current = body.text("currentPassword");
        String next = body.text("newPassword");
        body.check();
        List<SignedIn> signedIn = users.sessions(new UserRef(viewer.userId())).sessions();
        PasswordChange change = new PasswordChange(viewer.userId(), viewer.sessionId(), current, next);
        tries.ofViewer(exchange, () -> users.changePassword(change));
        signedIn.stream()
                .filter(session -> session.sessionId() != viewer.sessionId())
                .forEach(session -> revocations.endSession(session.sessionId()));
        return Answer.noContent();
    }

    Answer delete(Exchange exchange) {
        Viewer viewer = exchange.signedIn();
        if (exchange.hasEnded()) {
            return deletedBefore(exchange);
        }
        JsonBody body = exchange.json();
        String password = body.text("password");
        body.check();
        tries.ofViewer(exchange, () -> users.delete(new AccountDeletion(viewer.userId(), password)));
        revocations.endUser(viewer.userId());
        authors.forget(viewer.userId());
        return SignedInViews.withoutCookies(Answer.empty(202), exchange);
    }

    /** Repeats the answer to the first request, which may have been lost. */
    private Answer deletedBefore(Exchange exchange) {
        try {
            users.account(new UserRef(exchange.signedIn().userId()));
        } catch (ServiceException e) {
            if (e.code() == Code.UNAUTHENTICATED) {
                return SignedInViews.withoutCookies(Answer.empty(202), exchange);
            }
        }
        throw exchange.unauthenticated();
    }

    /** Registers; forgives typing errors and repetitions, but not a taken e-mail address. */
    private IssuedSession register(Exchange exchange, Registration registration) {
        try {
            return users.register(registration);
        } catch (ServiceException e) {
            if (e.code() == Code.INVALID_VALUE || e.code() == Code.USERNAME_TAKEN) {
                limits.forgiveRegistration(exchange.address());
            }
            IssuedSession again = e.code() == Code.USERNAME_TAKEN ? before.session(exchange, registration) : null;
            if (again == null) {
                throw e;
            }
            return again;
        }
    }

    private Answer me(Account account) {
        JsonBytes out = new JsonBytes();
        UserJson.writeMe(out, views.view(0, account.profile()), account);
        return Answer.ok(out);
    }

    private static @Nullable String given(JsonBody body, String field) {
        return body.has(field) ? body.text(field) : null;
    }

    private static @Nullable String url(JsonBody body, String field) {
        String url = body.optionalText(field);
        return url == null && body.has(field) ? "" : url;
    }

    private static @Nullable Settings settings(JsonBody body) {
        JsonBody settings = body.object("settings");
        return settings == null ? null : new Settings(settings.text("language"));
    }
}
