package magpie.gateway.http.admission;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A stream each piece of which must be taken in time. */
public final class WatchedOutput extends FilterOutputStream {
    private final IntFunction<Waiting.@Nullable Wait> waits;

    /**
     * Writes to a stream.
     *
     * @param waits begins the wait for a piece of so many bytes to be taken; null where too much is waited for
     */
    public WatchedOutput(OutputStream out, IntFunction<Waiting.@Nullable Wait> waits) {
        super(out);
        this.waits = waits;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Waiting.Wait wait = waits.apply(length);
        if (wait == null) {
            throw new IOException("Too many bytes of answers are unread.");
        }
        try {
            out.write(bytes, from, length);
        } finally {
            wait.end();
        }
    }
}
