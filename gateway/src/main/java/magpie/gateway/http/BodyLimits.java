package magpie.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * How large a body may be and how long it may take to arrive, so that nobody fills the memory or holds a place by
 * sending slowly.
 *
 * @param jsonBytes the most bytes of JSON
 * @param bodyBytes the most bytes of anything
 * @param patience the longest time from the first read to the last
 */
public record BodyLimits(int jsonBytes, int bodyBytes, Duration patience) {
    private static final int CHUNK = 4_096;

    /** Refuses what says of itself that it is too large, whether anybody wants it or not. */
    void admit(Request request) {
        if (request.getLength() > bodyBytes) {
            throw tooLarge(bodyBytes);
        }
    }

    /** The bytes of a JSON body. */
    byte[] json(Request request) {
        if (!isJson(request.getHeaders().get(HttpHeader.CONTENT_TYPE))) {
            throw ServiceException.of(
                    Code.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON: send Content-Type: application/json.");
        }
        if (request.getLength() > jsonBytes) {
            throw tooLarge(jsonBytes);
        }
        try (InputStream in = Request.asInputStream(request)) {
            return read(in);
        } catch (IOException e) {
            throw new ServiceException(Code.MALFORMED, "The body did not arrive as announced.", List.of(), 0, e);
        }
    }

    /**
     * Reads what nobody wanted of a body. In HTTP/1.1 the next request of the connection could not be told from it; in
     * HTTP/2 the stream would be reset, and there are clients that then forget the answer. False where it is too much
     * to read, so that the connection must be closed.
     */
    boolean drained(Request request) {
        if (request.getLength() > bodyBytes) {
            return false;
        }
        Content.Chunk first = request.read();
        if (first != null) {
            first.release();
        }
        if (first != null && (first.isLast() || Content.Chunk.isFailure(first))) {
            return !Content.Chunk.isFailure(first);
        }
        try {
            read(Request.asInputStream(request));
            return true;
        } catch (IOException | ServiceException e) {
            return false;
        }
    }

    /** After the answer to what is not {@link #drained}: hears the client out for a while, then ends. */
    void linger(Request request, Callback over) {
        new Lingering(request, patience.toNanos(), over).run();
    }

    /** Keeps no more than may be JSON, but reads on for a while: who hears the answer only at the end must hear it. */
    private byte[] read(InputStream in) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        int size = 0;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            size += read;
            if (size <= jsonBytes) {
                body.write(chunk, 0, read);
            } else if (size > bodyBytes) {
                break;
            }
            if (System.nanoTime() - deadline > 0) {
                throw ServiceException.of(Code.MALFORMED, "The body did not arrive in time.");
            }
        }
        if (size > jsonBytes) {
            throw tooLarge(jsonBytes);
        }
        return body.toByteArray();
    }

    private static ServiceException tooLarge(int limit) {
        return ServiceException.of(Code.TOO_LARGE, "The body is larger than " + limit + " bytes.");
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        String bare = type.strip().toLowerCase(Locale.ROOT);
        return bare.equals(Answer.JSON) || bare.equals("application/merge-patch+json");
    }
}
