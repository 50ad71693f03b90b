package magpie.feed.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Encodes numbers and names for Redis: ids in big-endian, so that they sort as they do here. */
final class Bytes {
    private Bytes() {}

    static byte[] bytes(long one) {
        return ByteBuffer.allocate(Long.BYTES).putLong(one).array();
    }

    static byte[] bytes(long one, long other) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(one).putLong(other).array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] ascii(long number) {
        return ascii(Long.toString(number));
    }
}
