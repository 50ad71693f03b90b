package magpie.gateway.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Cookies that no script can read and no other site's page sends. Jetty's own would end one by a date, which goes by the
 * client's clock.
 */
public final class Cookies {
    private Cookies() {}

    /** Gives the client a cookie for so many seconds. */
    public static HttpField set(Exchange exchange, String name, String value, String path, long seconds) {
        String secure = exchange.secure() ? "; Secure" : "";
        return new HttpField(
                HttpHeader.SET_COOKIE,
                name + "=" + value + "; Path=" + path + "; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                        + secure);
    }

    /** Takes it back. */
    public static HttpField dropped(Exchange exchange, String name, String path) {
        return set(exchange, name, "", path, 0);
    }
}
