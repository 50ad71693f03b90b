package magpie.gateway.http.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** The fields of a submitted form. A name may appear more than once: that is how a form has a list. */
public final class Form {
    private static final int MOST_FIELDS = 200;

    private final Fields fields;

    private Form(Fields fields) {
        this.fields = fields;
    }

    /** Parses a form; {@code MALFORMED} if it is none. */
    public static Form parse(byte[] bytes) {
        Fields fields = new Fields(true);
        try {
            UrlEncoded.decodeUtf8To(new ByteArrayInputStream(bytes), fields, bytes.length, MOST_FIELDS);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            // The parser's message may quote what was sent.
            throw ServiceException.of(
                    Code.MALFORMED, "The body is not a form in UTF-8 with " + MOST_FIELDS + " fields at most.");
        }
        return new Form(fields);
    }

    /** The first value of a field; null if absent. */
    public @Nullable String value(String name) {
        return fields.getValue(name);
    }

    /** All values of a field, in order. */
    public List<String> values(String name) {
        return fields.getValuesOrEmpty(name);
    }
}
