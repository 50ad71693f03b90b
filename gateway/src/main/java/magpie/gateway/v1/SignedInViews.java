package magpie.gateway.v1;

import java.time.Duration;
import magpie.api.user.Account;
import magpie.api.user.IssuedSession;
import magpie.gateway.auth.CookieName;
import magpie.gateway.auth.SessionCredentials;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Cookies;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.UserJson;
import magpie.gateway.view.UserViews;

/**
 * What a client receives at sign-in: tokens in the body, or for a web page cookies that no script can read, with the
 * CSRF token in the body instead.
 */
final class SignedInViews {
    /** The cookie with the refresh token; without TLS it is sent only to the path that spends it. */
    static final CookieName REFRESH_COOKIE = new CookieName("magpie_refresh");

    private static final String REFRESH_PATH = "/v1/sessions/refresh";
    private static final Duration REFRESH_COOKIE_LIFE = Duration.ofDays(60);

    private final UserViews users;

    SignedInViews(UserViews users) {
        this.users = users;
    }

    /**
     * Whether the client wants cookies; call it before anything is done, as it may fail. Another site's page must not
     * sign anybody in here either: they would act as somebody else without knowing.
     */
    static boolean byCookie(Exchange exchange) {
        boolean cookie = exchange.query().flag("cookie");
        if (cookie) {
            Cookies.requireOwnSite(exchange);
        }
        return cookie;
    }

    /** Returns the answer with a session. */
    Answer answer(int status, Exchange exchange, boolean cookie, IssuedSession session) {
        JsonBytes out = new JsonBytes(1_024).open();
        Account account = session.account();
        UserJson.writeMe(out.name("user"), users.view(0, account.profile()), account);
        if (cookie) {
            out.name("csrfToken").text(session.csrf());
        } else {
            out.name("accessToken").text(session.accessToken());
            out.name("refreshToken").text(session.refreshToken());
        }
        Answer answer = Answer.json(
                status, out.name("expiresIn").number(session.expiresIn()).close());
        return cookie ? withCookies(answer, exchange, session) : answer;
    }

    /** Returns the answer with the cookies deleted. */
    static Answer withoutCookies(Answer answer, Exchange exchange) {
        dropCookies(exchange);
        return answer;
    }

    /** Deletes the cookies, whatever is answered. */
    static void dropCookies(Exchange exchange) {
        exchange.add(Cookies.dropped(exchange, SessionCredentials.COOKIE, "/"));
        exchange.add(Cookies.dropped(exchange, REFRESH_COOKIE, REFRESH_PATH));
    }

    private static Answer withCookies(Answer answer, Exchange exchange, IssuedSession session) {
        return answer.with(Cookies.set(
                        exchange, SessionCredentials.COOKIE, session.accessToken(), "/", session.expiresIn()))
                .with(Cookies.set(
                        exchange,
                        REFRESH_COOKIE,
                        session.refreshToken(),
                        REFRESH_PATH,
                        REFRESH_COOKIE_LIFE.toSeconds()));
    }
}
