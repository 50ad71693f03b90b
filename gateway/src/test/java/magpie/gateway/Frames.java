package magpie.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of an HTTP/2 client, including those that no well-behaved client sends. */
public final class Frames {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_HEADERS = 4;
    private static final int END_STREAM = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Frames at the start of a connection. */
    public Frames() {
        this("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    private Frames(String preface) {
        out.writeBytes(preface.getBytes(StandardCharsets.US_ASCII));
    }

    /** Later frames. */
    public static Frames later() {
        return new Frames("");
    }

    /** Begins a post of this length, without a token. */
    Frames post(int stream, int length) {
        Fields fields = new Fields("POST", "/v1/posts");
        fields.add("content-type", "application/json").add("content-length", Integer.toString(length));
        return frame(HEADERS, END_HEADERS, stream, fields.bytes());
    }

    /** Sends a POST with all of its body in one frame. */
    public Frames post(int stream, String path, String contentType, byte[] body) {
        Fields fields = new Fields("POST", path).add("content-type", contentType);
        return frame(HEADERS, END_HEADERS, stream, fields.bytes()).frame(DATA, END_STREAM, stream, body);
    }

    /** Sends a GET with a token. */
    Frames get(int stream, String path, String token) {
        byte[] fields =
                new Fields("GET", path).add("authorization", "Bearer " + token).bytes();
        return frame(HEADERS, END_HEADERS | END_STREAM, stream, fields);
    }

    /** Sends a GET without a token and without ending it: a body may follow. */
    Frames openGet(int stream, String path) {
        return frame(HEADERS, END_HEADERS, stream, new Fields("GET", path).bytes());
    }

    /** Sends a head without an end. */
    Frames openHead(int stream) {
        return frame(HEADERS, 0, stream, new Fields("GET", "/").bytes());
    }

    Frames ping() {
        return frame(PING, 0, 0, new byte[8]);
    }

    /** Reads until a stream may send more; returns how much. */
    static int readWindow(DataInputStream in, int stream) throws IOException {
        while (true) {
            int lengthAndType = in.readInt();
            in.readByte();
            int of = in.readInt();
            byte[] payload = in.readNBytes(lengthAndType >>> 8);
            if ((lengthAndType & 0xff) == WINDOW_UPDATE && of == stream) {
                return ByteBuffer.wrap(payload).getInt();
            }
        }
    }

    /** Sends bytes of a body that continues. */
    Frames data(int stream, int length) {
        return frame(DATA, 0, stream, new byte[length]);
    }

    /** Forbids the server to send anything on new streams. */
    Frames noWindow() {
        return frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    private Frames frame(int type, int flags, int stream, byte[] payload) {
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(stream >> shift);
        }
        out.writeBytes(payload);
        return this;
    }

    /** Header fields as literals that need not be indexed (RFC 7541, 6.2.2). */
    private static final class Fields {
        private static final int MOST_IN_ONE_BYTE = 127;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Fields(String method, String path) {
            add(":method", method).add(":scheme", "http").add(":path", path).add(":authority", "x");
        }

        Fields add(String name, String value) {
            out.write(0);
            text(name);
            text(value);
            return this;
        }

        private void text(String text) {
            int length = text.length();
            out.write(Math.min(length, MOST_IN_ONE_BYTE));
            for (int rest = length - MOST_IN_ONE_BYTE; length >= MOST_IN_ONE_BYTE; rest >>= 7) {
                out.write(rest < 128 ? rest : (rest & MOST_IN_ONE_BYTE) | 128);
                if (rest < 128) {
                    break;
                }
            }
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
