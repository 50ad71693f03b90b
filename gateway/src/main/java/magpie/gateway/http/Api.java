package magpie.gateway.http;

import java.util.List;
import java.util.Set;
import magpie.gateway.auth.Credentials;
import magpie.gateway.http.body.BodyKind;
import org.eclipse.jetty.http.HttpField;

/**
 * How one API speaks HTTP. The chassis serves several APIs, each with its own error format, its own rules for browsers,
 * and its own way to authenticate.
 *
 * @param prefix what its paths begin with; an unknown path is answered by the API with the longest matching prefix
 * @param errors how it reports errors
 * @param fields header fields of all its answers, which tell browsers how to treat them
 * @param credentials how it finds out who is asking
 * @param bodies the content types that its routes accept
 * @param crossOrigin which other sites' pages may call it
 */
public record Api(
        String prefix,
        Errors errors,
        List<HttpField> fields,
        Credentials credentials,
        Set<BodyKind> bodies,
        CrossOrigin crossOrigin) {
    public Api {
        if (!prefix.startsWith("/") || !prefix.endsWith("/")) { // or /web would also be the beginning of /website
            throw new IllegalArgumentException("prefix: " + prefix + " (expected: /, or as /web/)");
        }
    }

    /** Creates a route of this API. */
    public Route route(String method, String template, Access access, Endpoint endpoint) {
        return new Route(this, method, template, access, endpoint, false, null, 0);
    }

    /** Creates a route that is tried on the selector thread, see {@link Route#fastPath}. */
    public Route fastPath(String method, String template, Access access, Endpoint endpoint) {
        return new Route(this, method, template, access, endpoint, true, null, 0);
    }
}
