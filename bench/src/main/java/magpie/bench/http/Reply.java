package magpie.bench.http;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * An answer. Its bytes belong to the connection and are valid until its next exchange.
 *
 * @param status the status code
 * @param retryAfter whether it has a Retry-After
 * @param bytes where the body is
 * @param from where it begins
 * @param length how long it is
 */
public record Reply(int status, boolean retryAfter, byte[] bytes, int from, int length) {
    private static final byte GZIP_FIRST = 0x1f;
    private static final byte GZIP_SECOND = (byte) 0x8b;
    private static final byte[] ZSTD_FIRST = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    /** Whether the body has these bytes (at least one) within its first {@code reach} bytes. */
    public boolean has(byte[] needle, int reach) {
        int last = from + Math.min(reach, length) - needle.length;
        for (int at = from; at <= last; at++) {
            if (bytes[at] == needle[0] && matches(needle, at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the body ends with this byte. */
    public boolean endsWith(char last) {
        return length > 0 && bytes[from + length - 1] == last;
    }

    /** Whether the body starts like gzip. */
    public boolean isGzip() {
        return length > 2 && bytes[from] == GZIP_FIRST && bytes[from + 1] == GZIP_SECOND;
    }

    /** Whether the body starts like Zstandard. */
    public boolean isZstd() {
        return has(ZSTD_FIRST, ZSTD_FIRST.length);
    }

    /** The same answer with an uncompressed body. */
    public Reply uncompressed() throws IOException {
        InputStream packed = new ByteArrayInputStream(bytes, from, length);
        try (InputStream in = isZstd() ? new ZstdInputStream(packed) : new GZIPInputStream(packed)) {
            byte[] plain = in.readAllBytes();
            return new Reply(status, retryAfter, plain, 0, plain.length);
        }
    }

    /** The body as text. */
    public String text() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private boolean matches(byte[] needle, int at) {
        for (int i = 1; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "Reply[" + status + ", " + length + " bytes]";
    }
}
