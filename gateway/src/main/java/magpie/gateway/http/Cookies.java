package magpie.gateway.http;

import java.util.Set;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.auth.CookieName;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Cookies that no script can read and no other site's page sends. Jetty's own class expires cookies by a date, which
 * depends on the client's clock.
 */
public final class Cookies {
    /** What browsers say of requests by this site's own pages, and by people without a page. */
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private Cookies() {}

    /**
     * Sets a cookie that expires after some seconds.
     *
     * @param path where it is sent without TLS; with TLS it is sent everywhere, as its prefix demands
     */
    public static HttpField set(Exchange exchange, CookieName name, String value, String path, long seconds) {
        boolean secure = exchange.secure();
        return new HttpField(
                HttpHeader.SET_COOKIE,
                name.of(secure) + "=" + value + "; Path=" + (secure ? "/" : path) + "; Max-Age=" + seconds
                        + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : ""));
    }

    /** Deletes a cookie. */
    public static HttpField dropped(Exchange exchange, CookieName name, String path) {
        return set(exchange, name, "", path, 0);
    }

    /**
     * Refuses what another site's page asks for, also one of a neighbouring host. Browsers say whose page it is, over
     * plain HTTP by {@code Origin} alone; where they say nothing, SameSite and the CSRF token must be enough.
     */
    public static void requireOwnSite(Exchange exchange) {
        String site = exchange.header("Sec-Fetch-Site");
        if (site == null ? isOfAnotherOrigin(exchange) : !OWN_SITE.contains(site)) {
            throw ServiceException.of(Code.FORBIDDEN, "Only a page of this site may do this by cookie.");
        }
    }

    private static boolean isOfAnotherOrigin(Exchange exchange) {
        String origin = exchange.header("Origin");
        return origin != null && !origin.endsWith("://" + exchange.authority());
    }
}
