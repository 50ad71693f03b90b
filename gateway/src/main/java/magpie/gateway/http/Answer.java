package magpie.gateway.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import magpie.gateway.http.stream.Download;
import magpie.gateway.http.stream.EventStream;
import magpie.gateway.json.JsonBytes;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a route.
 *
 * @param status the HTTP status
 * @param type the content type; null without content
 * @param content what is sent with its length
 * @param fields header fields of this answer
 * @param download content of unknown length, streamed as it is made; null for none
 * @param written the buffer of the content, to be returned once sent; null if it is kept
 * @param asIs whether it was compressed before, or is not worth it
 */
public record Answer(
        int status,
        @Nullable String type,
        ByteBuffer content,
        List<HttpField> fields,
        @Nullable Download download,
        @Nullable JsonBytes written,
        boolean asIs) {
    /** An answer that is compressed for whoever wants it. */
    public Answer(
            int status,
            @Nullable String type,
            ByteBuffer content,
            List<HttpField> fields,
            @Nullable Download download,
            @Nullable JsonBytes written) {
        this(status, type, content, fields, download, written, false);
    }

    /** JSON. */
    public static final String JSON = "application/json";

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** 200 with JSON. */
    public static Answer ok(JsonBytes json) {
        return json(200, json);
    }

    /** JSON with a status. */
    public static Answer json(int status, JsonBytes json) {
        return json(status, JSON, json);
    }

    /** JSON of a special type with a status. */
    public static Answer json(int status, String type, JsonBytes json) {
        return new Answer(status, type, json.buffer(), List.of(), null, json);
    }

    /** 201 with JSON and the location of the new resource. */
    public static Answer created(String location, JsonBytes json) {
        return json(201, json).with(new HttpField(HttpHeader.LOCATION, location));
    }

    /** A status only. */
    public static Answer empty(int status) {
        return new Answer(status, null, NOTHING, List.of(), null, null);
    }

    /** 204. */
    public static Answer noContent() {
        return empty(204);
    }

    /** 200 with content that does not change while this program runs. */
    public static Answer document(String type, byte[] content) {
        return new Answer(200, type, ByteBuffer.wrap(content), List.of(), null, null)
                .with(new HttpField(HttpHeader.CACHE_CONTROL, "public, max-age=300"));
    }

    /** Content in the form in which it is sent. */
    public static Answer ready(int status, @Nullable String type, ByteBuffer content, List<HttpField> fields) {
        return new Answer(status, type, content, List.copyOf(fields), null, null, true);
    }

    /** 200 with a file to keep. */
    public static Answer download(String type, String fileName, Download download) {
        return new Answer(200, type, NOTHING, List.of(), download, null)
                .with(new HttpField("Content-Disposition", "attachment; filename=\"" + fileName + "\""));
    }

    /** 200 with events, sent as they happen for as long as both sides like. */
    public static Answer events(EventStream stream) {
        return new Answer(200, "text/event-stream", NOTHING, List.of(), stream, null)
                .with(new HttpField("X-Accel-Buffering", "no")); // a buffering proxy would never send it
    }

    /** Adds a header field. */
    public Answer with(HttpField field) {
        List<HttpField> more = new ArrayList<>(fields);
        more.add(field);
        return new Answer(status, type, content, more, download, written, asIs);
    }
}
