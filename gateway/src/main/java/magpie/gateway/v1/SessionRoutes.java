package magpie.gateway.v1;

import magpie.api.Code;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.api.UserRef;
import magpie.api.user.IssuedSession;
import magpie.api.user.Refresh;
import magpie.api.user.SessionRef;
import magpie.api.user.SignIn;
import magpie.api.user.SignedIn;
import magpie.api.user.Users;
import magpie.gateway.action.PasswordTries;
import magpie.gateway.auth.Revocations;
import magpie.gateway.auth.Viewer;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBody;
import magpie.gateway.json.JsonBytes;

/** Signing in and out, and the list of signed-in devices. */
final class SessionRoutes {
    private final Users users;
    private final Revocations revocations;
    private final PasswordTries tries;
    private final SignedInViews views;

    SessionRoutes(Users users, Revocations revocations, PasswordTries tries, SignedInViews views) {
        this.users = users;
        this.revocations = revocations;
        this.tries = tries;
        this.views = views;
    }

    Answer signIn(Exchange exchange) {
        boolean cookie = SignedInViews.byCookie(exchange);
        JsonBody body = exchange.json();
        String login = body.text("login");
        String password = body.text("password");
        body.check();
        SignIn request = new SignIn(login, password, exchange.device());
        return answer(201, exchange, cookie, tries.of(exchange, login, () -> users.signIn(request)));
    }

    Answer refresh(Exchange exchange) {
        boolean cookie = SignedInViews.byCookie(exchange);
        return answer(200, exchange, cookie, refresh(exchange, refreshToken(exchange, cookie)));
    }

    private IssuedSession refresh(Exchange exchange, String token) {
        try {
            return users.refresh(new Refresh(token));
        } catch (ServiceException e) {
            if (e.code() == Code.UNAUTHENTICATED && token.equals(exchange.cookie(SignedInViews.REFRESH_COOKIE))) {
                SignedInViews.dropCookies(exchange);
            }
            throw e;
        }
    }

    private Answer answer(int status, Exchange exchange, boolean cookie, IssuedSession session) {
        tries.recognise(exchange, session.account());
        return views.answer(status, exchange, cookie, session);
    }

    Answer list(Exchange exchange) {
        Viewer viewer = exchange.signedIn();
        JsonBytes out = new JsonBytes().open().name("items").openList();
        for (SignedIn session : users.sessions(new UserRef(viewer.userId())).sessions()) {
            out.open().name("id").id(session.sessionId());
            out.name("device").text(session.device());
            out.name("createdAt").time(Ids.millis(session.sessionId()));
            out.name("lastUsedAt").time(session.lastUsedAt());
            out.name("current").flag(session.sessionId() == viewer.sessionId());
            out.close();
        }
        return Answer.ok(out.closeList().name("nextCursor").text(null).close());
    }

    Answer endCurrent(Exchange exchange) {
        end(exchange.signedIn().userId(), exchange.signedIn().sessionId());
        return SignedInViews.withoutCookies(Answer.noContent(), exchange);
    }

    Answer end(Exchange exchange) {
        end(exchange.signedIn().userId(), exchange.id("id"));
        return Answer.noContent();
    }

    private void end(long userId, long sessionId) {
        users.endSession(new SessionRef(userId, sessionId));
        revocations.endSession(sessionId);
    }

    /** The token in the body or, in cookie mode, in the cookie. */
    private static String refreshToken(Exchange exchange, boolean cookieMode) {
        String cookie = exchange.cookie(SignedInViews.REFRESH_COOKIE);
        if (cookieMode && cookie == null && !exchange.hasBody()) {
            throw ServiceException.of(Code.UNAUTHENTICATED, "There is no refresh token.");
        }
        if (cookie == null || !cookieMode) {
            JsonBody body = exchange.json();
            String token = body.text("refreshToken");
            body.check();
            return token;
        }
        return cookie;
    }
}
