package magpie.gateway.http.server;

import magpie.gateway.http.Answer;
import magpie.gateway.http.Api;
import magpie.gateway.http.Faults;
import magpie.gateway.http.Origin;
import magpie.gateway.http.ResponseWriter;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the server itself refuses (broken HTTP, too large headers, shutdown) like any other error. The path may
 * be unknown then, so the API with the prefix of all paths answers.
 */
final class Refusals extends ErrorHandler {
    private final Origin origin;
    private final Api api;

    Refusals(Origin origin, Api api) {
        this.origin = origin;
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = Faults.refused(api.errors(), response.getStatus());
        response.setStatus(answer.status());
        fields(response.getHeaders(), answer.type(), origin.secure(request));
        if (request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close"); // the server closes it, so it should say so
        }
        response.write(true, answer.content(), callback);
        return true;
    }

    private void fields(HttpFields.Mutable fields, @Nullable String type, boolean secure) {
        if (type != null) {
            fields.put(HttpHeader.CONTENT_TYPE, type);
        }
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
        ResponseWriter.common(fields, api, secure);
    }
}
