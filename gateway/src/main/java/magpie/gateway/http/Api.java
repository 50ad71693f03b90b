package magpie.gateway.http;

import java.util.List;
import java.util.Set;
import magpie.gateway.auth.Credentials;
import magpie.gateway.http.body.BodyKind;
import org.eclipse.jetty.http.HttpField;

/**
 * How one API speaks HTTP. The chassis serves several, which agree on nothing but that: each has its own way to say what
 * failed, its own rules for browsers, and its own idea of who is asking.
 *
 * @param prefix what its paths begin with: a path that leads nowhere is answered by the API with the longest that fits
 * @param errors what it answers when something fails
 * @param fields the header fields of all its answers, by which it says how a browser must treat them
 * @param credentials how it finds out who asks
 * @param bodies in which forms its routes take what is sent
 * @param crossOrigin which other sites' pages may call it
 */
public record Api(
        String prefix,
        Errors errors,
        List<HttpField> fields,
        Credentials credentials,
        Set<BodyKind> bodies,
        CrossOrigin crossOrigin) {
    /** A route of this API. */
    public Route route(String method, String template, Access access, Endpoint endpoint) {
        return new Route(this, method, template, access, endpoint, false, null, 0);
    }

    /** One that is worth trying on the thread that watches the sockets, see {@link Route#brief}. */
    public Route brief(String method, String template, Access access, Endpoint endpoint) {
        return new Route(this, method, template, access, endpoint, true, null, 0);
    }
}
