package magpie.gateway.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * What is done with a body that is too large to be read, once its answer is sent: it is thrown away as it comes, until
 * the client ends it, hangs up or has had its time. A connection that is closed while bytes are still on their way is
 * reset, and the client that is still sending them finds that out before it has read why (RFC 9112, 9.6).
 *
 * <p>It takes neither a thread nor a place. Who sends nothing any more is left to the connection's idle timeout.
 */
final class Lingering implements Invocable.Task {
    private final Request request;
    private final long deadline;
    private final Callback over;

    /** To be run once; {@code over} is told when the connection may be closed. */
    Lingering(Request request, long nanos, Callback over) {
        this.request = request;
        this.deadline = System.nanoTime() + nanos;
        this.over = over;
    }

    @Override
    public void run() {
        while (System.nanoTime() - deadline < 0) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            chunk.release();
            if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
                break;
            }
        }
        over.succeeded();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
