package magpie.gateway.http.server;

import magpie.gateway.http.Answer;
import magpie.gateway.http.Origin;
import magpie.gateway.http.Problems;
import magpie.gateway.http.ResponseWriter;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the server itself refuses (broken HTTP, too large headers, shutdown) as a problem like all others. */
final class Refusals extends ErrorHandler {
    private final Origin origin;

    Refusals(Origin origin) {
        this.origin = origin;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = Problems.refused(response.getStatus());
        response.setStatus(answer.status());
        fields(response.getHeaders(), origin.secure(request));
        if (request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close"); // The server closes it, so it should say so.
        }
        response.write(true, answer.content(), callback);
        return true;
    }

    private static void fields(HttpFields.Mutable fields, boolean secure) {
        fields.put(HttpHeader.CONTENT_TYPE, Problems.TYPE);
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
        ResponseWriter.common(fields, secure);
    }
}
