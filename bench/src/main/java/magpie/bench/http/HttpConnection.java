package magpie.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection, for one thread. Written by hand because the generator shares the machine's cores with the
 * server it measures: java.net.http takes more CPU for a request than the server does for its answer, and would halve
 * the measured throughput. A plain blocking channel on a platform thread needs one write and one read per request.
 *
 * <p>A connection that turns out to be closed before the first byte of an answer is reopened and the request sent
 * again, as RFC 9110 (9.2.2) allows: all requests here are idempotent, posts by their key.
 */
public final class HttpConnection implements AutoCloseable {
    private final InetSocketAddress address;
    private final ByteBuffer out = ByteBuffer.allocateDirect(16 << 10);
    private final ReplyReader reader = new ReplyReader();
    private volatile @Nullable SocketChannel channel;
    private volatile boolean closed;

    /** Opens the connection on first use. */
    public HttpConnection(InetSocketAddress address) {
        this.address = address;
    }

    /** Sends the parts, which together are one request, and waits for the answer. */
    public Reply exchange(byte[]... parts) throws IOException {
        SocketChannel used = channel;
        if (used == null) {
            return attempt(open(), parts);
        }
        try {
            return attempt(used, parts);
        } catch (IOException e) {
            if (reader.begun() || closed) {
                throw e;
            }
            return attempt(open(), parts);
        }
    }

    /** Closes it, even while another thread waits for an answer on it: that one gets an exception. */
    @Override
    public void close() {
        closed = true;
        drop(channel);
    }

    private SocketChannel open() throws IOException {
        SocketChannel fresh = SocketChannel.open(address);
        fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel = fresh;
        if (closed) {
            drop(fresh);
            throw new IOException("The connection was ended.");
        }
        return fresh;
    }

    private Reply attempt(SocketChannel on, byte[]... parts) throws IOException {
        reader.forget();
        try {
            write(on, parts);
            Reply reply = reader.read(on);
            if (!reader.lasts()) {
                drop(on);
            }
            return reply;
        } catch (IOException e) {
            drop(on);
            throw e;
        }
    }

    private void write(SocketChannel on, byte[]... parts) throws IOException {
        out.clear();
        for (byte[] part : parts) {
            for (int at = 0; at < part.length; ) {
                if (!out.hasRemaining()) {
                    flush(on);
                }
                int size = Math.min(out.remaining(), part.length - at);
                out.put(part, at, size);
                at += size;
            }
        }
        flush(on);
    }

    private void flush(SocketChannel on) throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            on.write(out);
        }
        out.clear();
    }

    private void drop(@Nullable SocketChannel used) {
        channel = null;
        if (used != null) {
            try {
                used.close();
            } catch (IOException _) {
                // Nothing else can be done with a socket that cannot be closed.
            }
        }
    }
}
