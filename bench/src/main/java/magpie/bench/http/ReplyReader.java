package magpie.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one answer at a time into a buffer that grows to the size of the largest. Chunks are joined in place. For one
 * thread.
 */
final class ReplyReader {
    private static final int MAX_BYTES = 16 << 20;
    private static final byte[] CONTENT_LENGTH = lower("content-length:");
    private static final byte[] CHUNKED = lower("transfer-encoding: chunked");
    private static final byte[] RETRY_AFTER = lower("retry-after:");
    private static final byte[] CLOSE = lower("connection: close");

    private ByteBuffer buffer = ByteBuffer.allocate(32 << 10);
    private byte[] bytes = buffer.array();
    /** The end of the bytes read. */
    private int end;

    private int length;
    private boolean chunked;
    private boolean lasts;
    private boolean retryAfter;

    /** Prepares for a new request: nothing of its answer has come. */
    void forget() {
        end = 0;
    }

    /** Whether any byte of the current answer has come. */
    boolean begun() {
        return end > 0;
    }

    /** Whether the connection can be used again after the last answer. */
    boolean lasts() {
        return lasts;
    }

    Reply read(ReadableByteChannel in) throws IOException {
        int body = head(in);
        int status = status();
        if (status == 204 || status == 304) {
            length = 0;
        } else if (chunked) {
            length = joinChunks(in, body);
        } else if (length >= 0) {
            need(in, body + length);
        } else {
            throw new IOException("An answer without length or chunks.");
        }
        return new Reply(status, retryAfter, bytes, body, length);
    }

    /** Reads and parses the head; returns where the body begins. */
    private int head(ReadableByteChannel in) throws IOException {
        length = -1;
        chunked = false;
        lasts = true;
        retryAfter = false;
        int line = lineEnd(in, 0);
        while (true) {
            int next = lineEnd(in, line);
            if (next - line == 2) {
                return next;
            }
            header(line, next);
            line = next;
        }
    }

    private void header(int from, int to) throws IOException {
        if (begins(from, CONTENT_LENGTH)) {
            length = (int) number(from + CONTENT_LENGTH.length, to, 10);
        } else if (begins(from, CHUNKED)) {
            chunked = true;
        } else if (begins(from, CLOSE)) {
            lasts = false;
        } else if (begins(from, RETRY_AFTER)) {
            retryAfter = true;
        }
    }

    private int status() throws IOException {
        if (bytes[0] != 'H' || bytes[8] != ' ') {
            throw new IOException("Not an HTTP answer.");
        }
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    private int joinChunks(ReadableByteChannel in, int body) throws IOException {
        int read = body;
        int written = body;
        while (true) {
            int data = lineEnd(in, read);
            int size = (int) number(read, data, 16);
            if (size == 0) {
                skipTrailers(in, data);
                return written - body;
            }
            need(in, data + size + 2);
            System.arraycopy(bytes, data, bytes, written, size);
            written += size;
            read = data + size + 2;
        }
    }

    private void skipTrailers(ReadableByteChannel in, int from) throws IOException {
        int line = from;
        int next = lineEnd(in, line);
        while (next - line > 2) {
            line = next;
            next = lineEnd(in, line);
        }
    }

    /** Where the line after this one begins. */
    private int lineEnd(ReadableByteChannel in, int from) throws IOException {
        int at = from;
        while (true) {
            need(in, at + 1);
            if (bytes[at++] == '\n') {
                return at;
            }
        }
    }

    /** Reads until this many bytes are there. */
    private void need(ReadableByteChannel in, int wanted) throws IOException {
        while (end < wanted) {
            if (Math.max(wanted, end + 1) > bytes.length) {
                grow(wanted);
            }
            buffer.limit(bytes.length).position(end);
            int got = in.read(buffer);
            if (got < 0) {
                throw new EOFException("The server closed the connection.");
            }
            end += got;
        }
    }

    private void grow(int wanted) throws IOException {
        if (wanted > MAX_BYTES) {
            throw new IOException("An answer of more than " + MAX_BYTES + " bytes.");
        }
        bytes = Arrays.copyOf(bytes, Math.max(wanted, bytes.length * 2));
        buffer = ByteBuffer.wrap(bytes);
    }

    private boolean begins(int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            if (from + i >= end || lowered(bytes[from + i]) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** The number at the start of a line, ignoring leading blanks and anything after it. */
    private long number(int from, int to, int radix) throws IOException {
        int at = from;
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        int first = at;
        long number = 0;
        for (int digit = digit(at, to, radix); digit >= 0; digit = digit(++at, to, radix)) {
            number = number * radix + digit;
            if (number > MAX_BYTES) {
                throw new IOException("An answer of more than " + MAX_BYTES + " bytes.");
            }
        }
        if (at == first) {
            throw new IOException("A length without a number.");
        }
        return number;
    }

    private int digit(int at, int to, int radix) {
        return at < to ? Character.digit(bytes[at], radix) : -1;
    }

    private static int lowered(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    private static byte[] lower(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
