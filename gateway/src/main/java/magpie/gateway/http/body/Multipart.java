package magpie.gateway.http.body;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A form with files (RFC 7578), read part by part as it arrives: the next part begins where the one before ends, so a
 * part is read before the next is requested, or else skipped. Takes some kilobytes of memory, whatever the size of the
 * files. One thread at a time; {@code MALFORMED} if it is no such form.
 */
public final class Multipart {
    private static final String TYPE = "multipart/form-data";
    private static final int PIECE = 8_192;
    private static final int MOST_PARTS = 100;
    private static final int MOST_HEAD = 4_096;

    private final InputStream in;
    private final MultiPart.Parser parser;
    private final byte[] piece = new byte[PIECE];
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private boolean over;
    private boolean broken;

    /** What the parser found. */
    private sealed interface Event {
        record Head(Map<String, String> fields) implements Event {}

        record Bytes(ByteBuffer content) implements Event {}

        record End() implements Event {}
    }

    private Multipart(String boundary, InputStream in) {
        this.in = in;
        this.parser = new MultiPart.Parser(boundary, new Found());
        parser.setMaxParts(MOST_PARTS);
        parser.setPartHeadersMaxLength(MOST_HEAD);
    }

    /** Reads a form; {@code UNSUPPORTED_MEDIA_TYPE} for another content type. */
    public static Multipart of(@Nullable String contentType, InputStream in) {
        String boundary =
                contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith(TYPE)
                        ? ""
                        : boundary(contentType);
        if (boundary.isEmpty()) {
            throw ServiceException.of(
                    Code.UNSUPPORTED_MEDIA_TYPE,
                    "The body must be a form with files: send Content-Type: " + TYPE + ".");
        }
        return new Multipart(boundary, in);
    }

    private static String boundary(String contentType) {
        try {
            return Objects.requireNonNullElse(MultiPart.extractBoundary(contentType), "");
        } catch (IllegalArgumentException e) { // its quotes do not match
            return "";
        }
    }

    /**
     * A part.
     *
     * @param name the field of the form
     * @param fileName the file's name according to the client, not to be relied on; null for no file
     * @param contentType its type according to the client; null if it gives none
     * @param content its bytes, until the next part is requested
     */
    public record Part(
            String name,
            @Nullable String fileName,
            @Nullable String contentType,
            InputStream content) {
        /** Returns it all as text in UTF-8; {@code TOO_LARGE} for more than {@code most} bytes. */
        public String text(int most) throws IOException {
            byte[] bytes = content.readNBytes(most + 1);
            if (bytes.length > most) {
                throw BodyLimits.tooLarge(most);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Returns the next part; null at the end. */
    public @Nullable Part next() throws IOException {
        while (true) {
            Event event = event();
            switch (event) {
                case null -> {
                    return null;
                }
                case Event.Head head -> {
                    return part(head.fields);
                }
                case Event.Bytes bytes -> {} // nobody read it
                case Event.End end -> {}
            }
        }
    }

    private Part part(Map<String, String> fields) {
        Map<String, String> disposition = new HashMap<>();
        String kind;
        try {
            kind = HttpField.getValueParameters(fields.get("content-disposition"), disposition);
        } catch (IllegalArgumentException e) { // its quotes do not match
            throw malformed();
        }
        String name = disposition.get("name");
        if (name == null || !"form-data".equalsIgnoreCase(kind)) {
            throw malformed();
        }
        return new Part(name, disposition.get("filename"), fields.get("content-type"), new PartContent());
    }

    /** Returns the next event; null at the end of the form. */
    private @Nullable Event event() throws IOException {
        while (events.isEmpty() && !over) {
            int size = in.read(piece);
            parser.parse(size < 0 ? Content.Chunk.EOF : Content.Chunk.from(ByteBuffer.wrap(piece, 0, size), false));
            over |= size < 0;
        }
        if (broken) {
            throw malformed(); // the parser's message may quote what was sent
        }
        return events.poll();
    }

    private static ServiceException malformed() {
        return ServiceException.of(
                Code.MALFORMED, "The body is not a form with " + MOST_PARTS + " parts at most, each with a name.");
    }

    /** The bytes of the current part; those in memory are used up before the next piece replaces them. */
    private final class PartContent extends InputStream {
        private ByteBuffer here = ByteBuffer.allocate(0);
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            while (!here.hasRemaining() && !ended) {
                Event event = event();
                if (event instanceof Event.Bytes more) {
                    here = more.content;
                } else {
                    ended = true;
                }
            }
            if (ended) {
                return -1;
            }
            int size = Math.min(length, here.remaining());
            here.get(bytes, from, size);
            return size;
        }
    }

    /** Collects the parser's events for a piece. */
    private final class Found implements MultiPart.Parser.Listener {
        private Map<String, String> fields = new HashMap<>();

        @Override
        public void onPartBegin() {
            fields = new HashMap<>();
        }

        @Override
        public void onPartHeader(String name, String value) {
            fields.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        }

        @Override
        public void onPartHeaders() {
            events.add(new Event.Head(fields));
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            events.add(new Event.Bytes(chunk.getByteBuffer().slice()));
        }

        @Override
        public void onPartEnd() {
            events.add(new Event.End());
        }

        @Override
        public void onFailure(Throwable failure) {
            broken = true;
            over = true;
        }
    }
}
