package magpie.gateway.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Cookies that no script can read and no other site's page sends. Jetty's own class expires cookies by a date, which
 * depends on the client's clock.
 */
public final class Cookies {
    private Cookies() {}

    /** Sets a cookie that expires after some seconds. */
    public static HttpField set(Exchange exchange, String name, String value, String path, long seconds) {
        String secure = exchange.secure() ? "; Secure" : "";
        return new HttpField(
                HttpHeader.SET_COOKIE,
                name + "=" + value + "; Path=" + path + "; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                        + secure);
    }

    /** Deletes a cookie. */
    public static HttpField dropped(Exchange exchange, String name, String path) {
        return set(exchange, name, "", path, 0);
    }
}
