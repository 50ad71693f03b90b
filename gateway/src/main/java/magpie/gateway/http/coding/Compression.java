package magpie.gateway.http.coding;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Compresses whole answers by the cheapest coding that the client accepts: Zstandard, as all current browsers do, or
 * gzip. An answer is in one piece, so it keeps a Content-Length, which a compressing filter in front of the server could
 * not provide.
 */
public final class Compression {
    /** By preference, where the client has none. */
    private static final List<Coding> CODINGS = List.of(Coding.ZSTD, Coding.GZIP);

    private static final List<Coding> WITHOUT_ZSTD = List.of(Coding.GZIP);

    private final Gzip gzip = new Gzip();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable Zstandard zstandard;

    /** Compressed content. */
    public record Compressed(Coding coding, ByteBuffer content) {}

    /** Returns content compressed; null if the client does not accept that, or if it would not make it smaller. */
    public @Nullable Compressed compress(@Nullable String acceptEncoding, ByteBuffer content) {
        Coding coding = AcceptEncoding.best(acceptEncoding, CODINGS);
        if (coding == Coding.ZSTD) {
            Zstandard loaded = zstandard();
            if (loaded != null) {
                return compressed(Coding.ZSTD, loaded.compress(content));
            }
            coding = AcceptEncoding.best(acceptEncoding, WITHOUT_ZSTD);
        }
        return coding == null ? null : compressed(coding, gzip.compress(content));
    }

    private static @Nullable Compressed compressed(Coding coding, @Nullable ByteBuffer content) {
        return content == null ? null : new Compressed(coding, content);
    }

    /**
     * Null until it is loaded. That begins when somebody first accepts it, beside the requests: neither a start nor a
     * request waits for native code, and who serves no browsers never has it.
     */
    private @Nullable Zstandard zstandard() {
        Zstandard loaded = zstandard;
        if (loaded == null && !asked.get() && asked.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("load-zstd").start(() -> zstandard = Zstandard.load());
        }
        return loaded;
    }
}
