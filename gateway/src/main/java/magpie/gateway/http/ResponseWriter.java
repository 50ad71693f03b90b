package magpie.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import magpie.gateway.http.coding.Compression;
import magpie.gateway.http.coding.Compression.Compressed;
import magpie.gateway.http.stream.Download;
import magpie.gateway.http.stream.EventStream;
import magpie.gateway.limit.Policy;
import magpie.gateway.limit.RateLimitStatus;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends answers with the common header fields, and records each request once in the access log and the meters. The log
 * has the route's template, never path or query values, tokens or bodies.
 */
public final class ResponseWriter {
    private static final Logger access = LoggerFactory.getLogger("magpie.access");
    private static final int WORTH_COMPRESSING = 1_024;
    private static final HttpField VARY =
            new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding, Authorization, Cookie");
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField HSTS = new PreEncodedHttpField("Strict-Transport-Security", "max-age=31536000");

    private final AccessLog accessLog;
    private final RequestMeters meters;
    private final Compression compression = new Compression();

    /** Creates a sender. Clients that use TLS are told to do so for a year (HSTS). */
    public ResponseWriter(AccessLog accessLog, MeterRegistry meters) {
        this.accessLog = accessLog;
        this.meters = new RequestMeters(meters);
    }

    /** Sends an answer; a download goes through {@code watched}. */
    void send(
            Exchange exchange,
            Answer answer,
            Request request,
            Response response,
            Callback callback,
            UnaryOperator<OutputStream> watched) {
        response.setStatus(answer.status());
        head(exchange, answer, response.getHeaders());
        if (answer.download() == null) {
            ByteBuffer content = content(exchange, answer, response.getHeaders());
            boolean stands = answer.status() == 304; // for another answer, whose length alone it could tell
            if (!stands) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.remaining());
            }
            response.write(!stands, content, callback);
        } else {
            if (answer.download() instanceof EventStream) { // it stays open, so its time is no latency
                note(exchange, answer.status(), System.nanoTime() - request.getHeadersNanoTime());
                download(exchange, answer.download(), response, callback, watched);
                return;
            }
            download(exchange, answer.download(), response, callback, watched);
        }
        note(exchange, answer.status(), System.nanoTime() - request.getHeadersNanoTime());
    }

    private void head(Exchange exchange, Answer answer, HttpFields.Mutable fields) {
        common(fields, exchange.api(), exchange.secure());
        if (answer.type() != null) {
            fields.add(HttpHeader.CONTENT_TYPE, answer.type());
        }
        fields.add("X-Request-Id", exchange.requestId());
        boolean varies = false;
        for (HttpField field : answer.fields()) {
            fields.add(field);
            varies |= field.getHeader() == HttpHeader.VARY;
        }
        if (!varies) {
            fields.add(VARY);
        }
        for (HttpField field : exchange.fields()) {
            fields.add(field);
        }
        if (!fields.contains(HttpHeader.CACHE_CONTROL)) {
            fields.add(NO_STORE);
        }
        rates(exchange.rateLimits(), fields);
    }

    /** Adds the fields that tell browsers how to treat the answer. */
    public static void common(HttpFields.Mutable fields, Api api, boolean secure) {
        fields.add(NO_SNIFFING);
        for (HttpField field : api.fields()) {
            fields.add(field);
        }
        if (secure) {
            fields.add(HSTS);
        }
    }

    private static void rates(List<RateLimitStatus> rateLimits, HttpFields.Mutable fields) {
        if (rateLimits.size() == 1) {
            RateLimitStatus status = rateLimits.getFirst();
            fields.add("RateLimit-Policy", policy(status).item());
            fields.add("RateLimit", policy(status).item(status));
        } else if (!rateLimits.isEmpty()) {
            fields.add(
                    "RateLimit-Policy",
                    rateLimits.stream().map(s -> policy(s).item()).collect(Collectors.joining(", ")));
            fields.add(
                    "RateLimit", rateLimits.stream().map(s -> policy(s).item(s)).collect(Collectors.joining(", ")));
        }
    }

    private static Policy policy(RateLimitStatus status) {
        return Objects.requireNonNull(status.policy());
    }

    private ByteBuffer content(Exchange exchange, Answer answer, HttpFields.Mutable fields) {
        ByteBuffer content = answer.content().duplicate();
        Compressed compressed = answer.asIs() || content.remaining() <= WORTH_COMPRESSING
                ? null
                : compression.compress(exchange.acceptEncoding(), content);
        if (compressed == null) {
            return content;
        }
        fields.add(compressed.coding().field());
        return compressed.content();
    }

    private static void download(
            Exchange exchange,
            Download download,
            Response response,
            Callback callback,
            UnaryOperator<OutputStream> watched) {
        if (exchange.method().equals("HEAD")) {
            callback.succeeded();
            return;
        }
        try {
            OutputStream out = watched.apply(Content.Sink.asOutputStream(response));
            download.write(out);
            out.close(); // Only here: closing a broken answer would end it as if it were complete.
        } catch (IOException | RuntimeException e) {
            if (!(download instanceof EventStream)) { // clients end a stream by leaving
                access.warn("{} aborted: {}", exchange.requestId(), e.toString());
            }
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }

    private void note(Exchange exchange, int status, long nanos) {
        Route route = exchange.route();
        meters.count(route, status, nanos);
        if (accessLog.wants(route, status, nanos)) {
            access.info(
                    "{} {} {} {}us user={} request={}",
                    exchange.method(),
                    route == null ? "none" : route.template(),
                    status,
                    nanos / 1_000,
                    exchange.viewerId(),
                    exchange.requestId());
        }
    }
}
