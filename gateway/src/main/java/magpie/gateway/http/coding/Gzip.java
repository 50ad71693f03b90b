package magpie.gateway.http.coding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses by gzip (RFC 1952) at level 1. Deflaters use memory outside the heap: a few are pooled, surplus ones are
 * ended.
 */
final class Gzip {
    private static final int LEVEL = 1;
    private static final int KEPT = 16;
    private static final int SLACK = 64;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

    private final ArrayBlockingQueue<Deflater> deflaters = new ArrayBlockingQueue<>(KEPT);

    /** Returns the content compressed, or null if that would not make it smaller. */
    @Nullable
    ByteBuffer compress(ByteBuffer content) {
        ByteBuffer out = ByteBuffer.allocate(content.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        if (out.remaining() < SLACK) {
            return null;
        }
        out.put(HEADER);
        CRC32 crc = new CRC32();
        crc.update(content.duplicate());
        if (!deflate(content.duplicate(), out) || out.remaining() < 2 * Integer.BYTES) {
            return null;
        }
        return out.putInt((int) crc.getValue()).putInt(content.remaining()).flip();
    }

    private boolean deflate(ByteBuffer content, ByteBuffer out) {
        Deflater kept = deflaters.poll();
        Deflater deflater = kept == null ? new Deflater(LEVEL, true) : kept;
        try {
            deflater.setInput(content);
            deflater.finish();
            deflater.deflate(out);
            return deflater.finished();
        } finally {
            deflater.reset();
            if (!deflaters.offer(deflater)) {
                deflater.end();
            }
        }
    }
}
