package magpie.gateway.http.body;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/** The memory that a waiting request takes besides its body, roughly. */
final class RequestWeight {
    private static final int REQUEST = 2_048;
    private static final int FIELD = 128;

    private RequestWeight() {}

    static long of(Request request) {
        long bytes = REQUEST;
        for (HttpField field : request.getHeaders()) {
            bytes += FIELD
                    + field.getName().length()
                    + (field.getValue() == null ? 0 : field.getValue().length());
        }
        return bytes;
    }
}
