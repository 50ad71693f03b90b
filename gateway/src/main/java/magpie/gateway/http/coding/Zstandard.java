package magpie.gateway.http.coding;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses by Zstandard (RFC 8878) at level 1: a page becomes smaller than by gzip at level 1, for two fifths of the
 * CPU. Contexts use memory outside the heap: a few are pooled, surplus ones are ended. The code is native; where it
 * cannot be loaded, as where the temporary folder allows no executable files, there is none.
 */
final class Zstandard {
    private static final Logger log = LoggerFactory.getLogger(Zstandard.class);
    private static final int LEVEL = 1;
    /** Pages repeat themselves in long pieces: looking for those alone saves a tenth of the CPU for 2 % more bytes. */
    private static final int LEAST_MATCH = 7;

    private static final int KEPT = 16;
    /** Holds a page of posts. What is larger gets an array of its own. */
    private static final int ROOM = 32 * 1_024;
    /** The library's own setting for the folder that it is unpacked to. */
    private static final String FOLDER = "ZstdTempFolder";

    private final ArrayBlockingQueue<Context> contexts = new ArrayBlockingQueue<>(KEPT);

    private Zstandard() {}

    /** What one compression at a time uses: an array of the answer's own size would be mostly empty garbage. */
    private record Context(ZstdCompressCtx zstd, byte[] room) {
        static Context open() {
            return new Context(new ZstdCompressCtx().setLevel(LEVEL).setMinMatch(LEAST_MATCH), new byte[ROOM]);
        }
    }

    /** Null where it cannot be loaded. */
    static @Nullable Zstandard load() {
        try {
            Zstandard loaded = new Zstandard();
            loaded.compress(ByteBuffer.allocate(ROOM));
            return loaded;
        } catch (LinkageError e) {
            log.warn(
                    "Zstandard, which is native code, cannot be loaded: answers are compressed by gzip instead. If the"
                            + " temporary folder is mounted noexec, name another: MAGPIE_JAVA_OPTS=-D{}=FOLDER. {}",
                    FOLDER,
                    e.toString());
            return null;
        }
    }

    /** Returns content compressed; null if that would not make it smaller. */
    @Nullable
    ByteBuffer compress(ByteBuffer content) {
        Context kept = contexts.poll();
        Context context = kept == null ? Context.open() : kept;
        try {
            return compress(context, content);
        } catch (ZstdException e) { // there is no room: it would not be smaller
            log.debug("not compressed: {}", e.getMessage());
            return null;
        } finally {
            if (!contexts.offer(context)) {
                context.zstd.close();
            }
        }
    }

    private static ByteBuffer compress(Context context, ByteBuffer content) {
        int size = content.remaining();
        byte[] room = size <= ROOM ? context.room : new byte[size];
        byte[] from = content.hasArray() ? content.array() : bytes(content);
        int first = content.hasArray() ? content.arrayOffset() + content.position() : 0;
        int compressed = context.zstd.compressByteArray(room, 0, size, from, first, size);
        return ByteBuffer.wrap(Arrays.copyOf(room, compressed));
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }
}
