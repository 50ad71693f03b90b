package magpie.gateway.http.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** The fields of a form that was sent. A name may come more than once: that is how a form has a list. */
public final class Form {
    private static final int MOST_FIELDS = 200;

    private final Fields fields;

    private Form(Fields fields) {
        this.fields = fields;
    }

    /** The form in these bytes; {@code MALFORMED} where they are none. */
    public static Form parse(byte[] bytes) {
        Fields fields = new Fields(true);
        try {
            UrlEncoded.decodeUtf8To(new ByteArrayInputStream(bytes), fields, bytes.length, MOST_FIELDS);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            // What the parser says may quote what was sent.
            throw ServiceException.of(
                    Code.MALFORMED, "The body is not a form in UTF-8 with " + MOST_FIELDS + " fields at most.");
        }
        return new Form(fields);
    }

    /** The value of a field, the first if there are several; null when it is not there. */
    public @Nullable String value(String name) {
        return fields.getValue(name);
    }

    /** All values of a field, in their order. */
    public List<String> values(String name) {
        return fields.getValuesOrEmpty(name);
    }
}
