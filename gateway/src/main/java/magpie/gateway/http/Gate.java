package magpie.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.auth.Revocations;
import magpie.gateway.auth.Tokens;
import magpie.gateway.auth.Viewer;
import magpie.gateway.limit.RateLimits;
import magpie.kit.brief.Brief;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in: finds out who asks and whether they may ask now. A token that is not known costs its address a
 * request before it is verified, since verifying is what a flood of forged tokens would make expensive.
 */
public final class Gate {
    /** The cookie with the access token. */
    public static final String ACCESS_COOKIE = "magpie_access";

    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Tokens tokens;
    private final Revocations revocations;
    private final RateLimits limits;
    private final boolean publicReads;

    /** A gate; without public reads, strangers are only let in to register and sign in. */
    public Gate(Tokens tokens, Revocations revocations, RateLimits limits, boolean publicReads) {
        this.tokens = tokens;
        this.revocations = revocations;
        this.limits = limits;
        this.publicReads = publicReads;
    }

    /** Lets a request in to a route of this access, or throws; once in, it is in when it starts over. */
    void admit(Exchange exchange, Access access) {
        if (access == Access.PROBE || exchange.isAdmitted()) {
            return;
        }
        String bearer = access == Access.OPEN ? null : bearer(exchange);
        String token = bearer == null && access != Access.OPEN ? exchange.cookie(ACCESS_COOKIE) : bearer;
        if (token != null) {
            admit(exchange, token, bearer == null);
        } else {
            exchange.spend(limits.address(exchange.address()));
            if (access == Access.SIGNED_IN || (access == Access.READ && !publicReads)) {
                exchange.signedIn();
            }
        }
        exchange.markAdmitted();
    }

    private void admit(Exchange exchange, String token, boolean byCookie) {
        Viewer viewer = tokens.known(token);
        if (viewer == null) {
            Brief.exceeded();
            exchange.spend(limits.address(exchange.address()));
            viewer = tokens.verify(token);
        }
        if (revocations.ended(viewer)) {
            throw Tokens.refused();
        }
        exchange.recognise(viewer);
        exchange.spend(limits.user(viewer.userId()));
        if (byCookie && !SAFE.contains(exchange.method()) && !same(viewer.csrf(), exchange.header("X-CSRF-Token"))) {
            throw ServiceException.of(Code.FORBIDDEN, "The X-CSRF-Token header must be the csrfToken of this session.");
        }
    }

    /** A refusal has its price, or anybody could go on and on asking for what is refused before any limit. */
    void refused(Exchange exchange, ServiceException refusal) {
        int status = refusal.code().status();
        if (status >= 500 || refusal.code() == Code.RATE_LIMITED) {
            return;
        }
        if (exchange.viewer() != null) {
            limits.refusal(exchange.address()).check();
        } else if (exchange.standings().isEmpty()) {
            exchange.spend(limits.address(exchange.address()));
        }
    }

    private static @Nullable String bearer(Exchange exchange) {
        String field = exchange.header(HttpHeader.AUTHORIZATION.asString());
        if (field == null) {
            return null;
        }
        if (!field.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Tokens.refused();
        }
        return field.substring(BEARER.length()).strip();
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && !expected.isEmpty()
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
