package magpie.gateway.http.server;

import java.io.IOException;
import java.time.Duration;
import java.util.IdentityHashMap;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Closes connections that are kept open by sending something now and then that is no request; the server's idle timeout
 * catches only silent ones. A request's head has a deadline, and so has the time between two requests.
 */
final class IdleConnections {
    /** The most bytes of incomplete heads in memory, whoever sends them: a 32nd of the heap. */
    private static final long MOST_HEADS = Runtime.getRuntime().maxMemory() / 32;

    private static final int SMALL_HEAD = 1_024;

    private final ServerConnector connector;
    private final long headNanos;
    private final long idleNanos;
    private IdentityHashMap<EndPoint, Rest> resting = new IdentityHashMap<>();

    IdleConnections(ServerConnector connector, Duration head, Duration idle) {
        this.connector = connector;
        this.headNanos = Math.min(head.toNanos(), idle.toNanos());
        this.idleNanos = idle.toNanos();
    }

    /** Since when a connection has no request, how many it had, and whether the next head has not begun. */
    private record Rest(long since, long requests, boolean between) {
        boolean same(long requestsNow, boolean betweenNow) {
            return requests == requestsNow && between == betweenNow;
        }
    }

    /** Checks all connections. One thread, periodically. */
    void look() {
        long now = System.nanoTime();
        long heads = 0;
        IdentityHashMap<EndPoint, Rest> seen = new IdentityHashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = plain(endPoint.getConnection());
            long requests = atRest(connection);
            if (requests >= 0) {
                boolean between = between(connection);
                Rest before = resting.get(endPoint);
                Rest rest =
                        before != null && before.same(requests, between) ? before : new Rest(now, requests, between);
                seen.put(endPoint, rest);
                int head = between ? 0 : head(connection);
                heads += head;
                if (now - rest.since > (between ? idleNanos : headNanos)) {
                    endPoint.close(new IOException("There was no request for too long."));
                } else if (head > SMALL_HEAD && heads > MOST_HEADS) {
                    endPoint.close(new IOException("Too many large request heads are arriving."));
                }
            }
        }
        resting = seen;
    }

    /** The bytes of an incomplete head. */
    private static int head(Connection connection) {
        return connection instanceof HttpConnection http ? http.getParser().getHeaderLength() : 0;
    }

    private static Connection plain(Connection connection) {
        return connection instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : connection;
    }

    /** How many requests an idle connection has had; negative if it is not idle. */
    private static long atRest(Connection connection) {
        if (connection instanceof HttpConnection http) {
            return http.getHttpChannel().getRequest() == null ? http.getMessagesIn() : -1;
        } else if (connection instanceof HTTP2Connection http2) {
            HTTP2Session session = http2.getSession();
            return session.getStreams().isEmpty() ? session.getStreamsOpened() : -1;
        }
        return 0; // its protocol is still being negotiated
    }

    /** Whether no next request has begun. HTTP/2 does not tell, so there the first must come as soon as a head. */
    private static boolean between(Connection connection) {
        return (connection instanceof HTTP2Connection http2
                        && http2.getSession().getStreamsOpened() > 0)
                || (connection instanceof HttpConnection http
                        && http.getParser().isState(HttpParser.State.START));
    }
}
