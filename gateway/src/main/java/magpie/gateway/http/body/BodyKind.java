package magpie.gateway.http.body;

import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** The content types of small bodies, which are read before anything else is done. */
public enum BodyKind {
    /** A JSON object. */
    JSON("JSON", "application/json", "application/merge-patch+json"),
    /** The fields of a form. */
    FORM("a form", "application/x-www-form-urlencoded");

    private final String label;
    private final List<String> types;

    BodyKind(String label, String... types) {
        this.label = label;
        this.types = List.of(types);
    }

    /** Whether a request declares its body to be of this kind. */
    public boolean isThatOf(Request request) {
        String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return types.contains(type.strip().toLowerCase(Locale.ROOT));
    }

    /** The message for a request with another type. */
    String wanted() {
        return "The body must be " + label + ": send Content-Type: " + types.getFirst() + ".";
    }
}
