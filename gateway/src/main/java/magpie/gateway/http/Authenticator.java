package magpie.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.auth.CookieName;
import magpie.gateway.auth.Credentials;
import magpie.gateway.auth.Viewer;
import magpie.gateway.limit.RateLimits;
import magpie.kit.fastpath.FastPath;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests: finds out who is asking and whether they may ask now. An unknown token costs its address a request
 * before it is verified, since verification is what a flood of forged tokens would make expensive.
 */
public final class Authenticator {
    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final RateLimits limits;
    private final boolean publicReads;

    /** Counts by these limits; without public reads, strangers are admitted only to register and sign in. */
    public Authenticator(RateLimits limits, boolean publicReads) {
        this.limits = limits;
        this.publicReads = publicReads;
    }

    /** Admits a request to a route or throws; an admitted request stays admitted when it starts over. */
    void admit(Exchange exchange, Access access, @Nullable String scope) {
        if (access == Access.PROBE || access == Access.FREE || exchange.isAdmitted()) {
            return;
        }
        Viewer viewer = access == Access.OPEN ? stranger(exchange) : viewer(exchange, access);
        if (viewer == null && !admitsStrangers(access)) {
            throw exchange.unauthenticated();
        }
        if (viewer != null && scope != null && !exchange.api().credentials().allows(viewer, scope)) {
            exchange.add(new HttpField(
                    HttpHeader.WWW_AUTHENTICATE,
                    "Bearer realm=\"magpie\", error=\"insufficient_scope\", scope=\"" + scope + "\""));
            throw ServiceException.of(Code.FORBIDDEN, "This application was not granted " + scope + ".");
        }
        exchange.markAdmitted();
    }

    private boolean admitsStrangers(Access access) {
        return access == Access.OPEN || access == Access.PAGE || (access == Access.READ && publicReads);
    }

    private @Nullable Viewer stranger(Exchange exchange) {
        exchange.spend(limits.address(exchange.address()));
        return null;
    }

    /** Returns the user of a token or else of a page's cookie, in which case the page must prove to be this site's. */
    private @Nullable Viewer viewer(Exchange exchange, Access access) {
        String authorization = exchange.header(HttpHeader.AUTHORIZATION.asString());
        String bearer = bearer(authorization);
        CookieName cookie = exchange.api().credentials().cookie();
        String token = bearer == null && cookie != null ? exchange.cookie(cookie) : bearer;
        if (token == null) {
            if (authorization != null) {
                exchange.refuse();
            }
            return stranger(exchange);
        }
        Viewer viewer = viewer(exchange, token, access);
        if (viewer == null) {
            refuse(exchange, bearer == null ? cookie : null);
            return null;
        }
        exchange.recognise(viewer);
        exchange.spend(limits.user(viewer.userId()));
        if (bearer == null) {
            requireOwnPage(exchange, viewer);
        }
        return viewer;
    }

    /** Returns the owner of a token; null if it is invalid, and then the address has paid. */
    private @Nullable Viewer viewer(Exchange exchange, String token, Access access) {
        Credentials credentials = exchange.api().credentials();
        Viewer known = credentials.known(token);
        if (known == null) {
            FastPath.exceeded();
            exchange.spend(limits.address(exchange.address()));
        }
        Viewer viewer = known == null ? credentials.verify(token) : known;
        if (viewer == null || !credentials.ended(viewer)) {
            return viewer;
        }
        if (known != null) {
            exchange.spend(limits.address(exchange.address()));
        }
        if (access != Access.SIGNED_IN_ONCE) {
            return null;
        }
        exchange.end();
        return viewer;
    }

    /** An invalid cookie would come with each request; it belongs to a page that goes on without it. */
    private static void refuse(Exchange exchange, @Nullable CookieName cookie) {
        exchange.refuse();
        if (cookie != null) {
            exchange.add(Cookies.dropped(exchange, cookie, "/"));
        }
    }

    private static void requireOwnPage(Exchange exchange, Viewer viewer) {
        if (SAFE.contains(exchange.method())) {
            return;
        }
        Cookies.requireOwnSite(exchange);
        if (!same(viewer.csrf(), exchange.header("X-CSRF-Token"))) {
            throw ServiceException.of(Code.FORBIDDEN, "The X-CSRF-Token header must be the csrfToken of this session.");
        }
    }

    /** A refusal has a price, or anybody could repeat a request forever that is refused before any limit. */
    void refused(Exchange exchange, ServiceException refusal) {
        int status = refusal.code().status();
        if (status >= 500 || refusal.code() == Code.RATE_LIMITED) {
            return;
        }
        if (exchange.viewer() != null) {
            limits.refusal(exchange.address()).check();
        } else if (exchange.rateLimits().isEmpty()) {
            exchange.spend(limits.address(exchange.address()));
        }
    }

    /** The token in a field of our scheme; other schemes belong to others, a proxy for instance. */
    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && !expected.isEmpty()
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
