package magpie.gateway.http.server;

import java.io.IOException;
import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;

/**
 * The flow control of one HTTP/2 connection, which also counts frames: a frame waiting to be read takes some hundred
 * bytes besides its content, so a window full of one-byte frames would take many megabytes. Clients that send such are
 * cut off (RFC 9113, 10.5).
 */
final class FlowControl extends BufferingFlowControlStrategy {
    private static final float ACKNOWLEDGED_AT = 0.5f;
    private static final int MANY = 1_000;
    private static final int SMALL = 64;

    private long unread;
    private long frames;

    FlowControl() {
        super(ACKNOWLEDGED_AT);
    }

    @Override
    public void onDataReceived(Session session, Stream stream, int length) {
        super.onDataReceived(session, stream, length);
        if (received(length)) {
            ((HTTP2Session) session).getEndPoint().close(new IOException("Too many small frames wait to be read."));
        }
    }

    @Override
    public void onDataConsumed(Session session, Stream stream, int length) {
        super.onDataConsumed(session, stream, length);
        consumed(length);
    }

    /** Counts a frame; returns whether there are too many. */
    synchronized boolean received(int length) {
        unread += length;
        frames++;
        return frames > MANY && unread < frames * SMALL;
    }

    /** How many frames were consumed is not reported, so it is estimated from the share of the bytes. */
    synchronized void consumed(int length) {
        long left = Math.max(0, unread - length);
        frames = left == 0 ? 0 : frames * left / unread;
        unread = left;
    }
}
