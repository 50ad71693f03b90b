package magpie.gateway.http.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import magpie.gateway.http.Chassis;
import magpie.gateway.http.Dispatcher;
import magpie.gateway.http.admission.QueueDelay;
import magpie.gateway.http.admission.Waiting;
import magpie.gateway.http.stream.OpenStreams;
import magpie.kit.StartException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: HTTP/1.1 and HTTP/2, over TLS if there is a certificate. A few platform threads select on the
 * connections, and the dispatcher decides where each request runs.
 */
public final class EdgeServer implements AutoCloseable {
    private static final int PLATFORM_THREADS = 24;
    private static final int MAX_STREAMS = 128;
    /** The flow-control windows of HTTP/2: what a client may send ahead waits in memory until somebody reads it. */
    private static final int STREAM_WINDOW = 32_768;

    private static final int CONNECTION_WINDOW = 65_535;
    /** The size of the header table that an HTTP/2 client may make us keep. */
    private static final int FIELD_TABLE = 4_096;

    private static final long CROWDED_IDLE_MILLIS = 2_000;

    private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);

    private final Server server;
    private final ServerConnector connector;
    private final GracefulHandler underWay;
    private final Waiting waiting;
    private final OpenStreams streams;

    /**
     * Where and how it listens.
     *
     * @param port 0 for any free one
     * @param tlsCert the certificate chain in PEM; null for none
     * @param tlsKey its key in PEM; null for none
     */
    public record Listen(
            String host,
            int port,
            @Nullable Path tlsCert,
            @Nullable Path tlsKey) {}

    /**
     * Limits on connections.
     *
     * @param head how long the head of a request may take to arrive
     * @param idle how long a connection may be silent
     * @param stop how long requests in flight may take to finish at a stop
     * @param connections the most connections at a time
     * @param share the most of them from one address
     */
    public record Terms(Duration head, Duration idle, Duration stop, int connections, int share) {}

    private EdgeServer(Server server, ServerConnector connector, GracefulHandler underWay, Chassis chassis) {
        this.server = server;
        this.connector = connector;
        this.underWay = underWay;
        this.waiting = chassis.waiting();
        this.streams = chassis.streams();
    }

    /** Starts to listen, and passes every request to a dispatcher of this chassis. */
    public static EdgeServer start(Listen listen, Terms terms, Chassis chassis) {
        Waiting waiting = chassis.waiting();
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("http");
        Server server = new Server(threads);
        ServerConnector connector = connector(server, listen, terms);
        server.addConnector(connector);
        server.addBean(connectionLimit(terms, connector));
        connector.addBean(new ConnectionShares(terms.share(), terms.connections()));
        server.setErrorHandler(new Refusals(chassis.origin(), chassis.router().api("/")));
        GracefulHandler underWay = new GracefulHandler(CrossOrigins.before(new Dispatcher(chassis), chassis));
        server.setHandler(underWay);
        server.setStopTimeout(terms.stop().toMillis());
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            waiting.close();
            throw new StartException(
                    "The address " + listen.host() + ":" + listen.port() + " cannot be listened on (" + e.getMessage()
                            + "). Is it another program's? Choose one by --host and --port.",
                    e);
        }
        IdleConnections idleConnections = new IdleConnections(connector, terms.head(), terms.idle());
        waiting.every(1_000, idleConnections::look);
        return new EdgeServer(server, connector, underWay, chassis);
    }

    /** When all connections are taken, silent ones are closed sooner, to make room. */
    private static NetworkConnectionLimit connectionLimit(Terms terms, ServerConnector connector) {
        NetworkConnectionLimit limit = new NetworkConnectionLimit(terms.connections(), connector);
        limit.setEndPointIdleTimeout(Math.min(CROWDED_IDLE_MILLIS, terms.idle().toMillis()));
        return limit;
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Stops: accepts nothing new, finishes the requests in flight, but waits for no client. */
    @Override
    public void close() {
        waiting.hurry();
        streams.close();
        finish();
        connector.getConnectedEndPoints().forEach(EndPoint::close);
        stop(server);
        waiting.close();
    }

    /**
     * Lets requests in flight finish, up to the stop timeout. Connections do not count, as clients may go on forever
     * sending what is no longer wanted.
     */
    private void finish() {
        connector.close();
        CompletableFuture<Void> _ = connector.shutdown(); // closes idle connections, notifies the others
        try {
            underWay.shutdown().get(server.getStopTimeout(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            log.warn("{} requests did not finish in time and are aborted", underWay.getCurrentStreamWrapperCount());
        } catch (ExecutionException e) {
            log.warn("the requests in flight did not finish", e);
        }
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server did not stop cleanly.", e);
        }
    }

    private static ServerConnector connector(Server server, Listen listen, Terms terms) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        // Pays only if a connection is one person's: behind a proxy each token evicts the previous one.
        http.setHeaderCacheSize(0);
        ServerConnector connector = listen.tlsCert() == null || listen.tlsKey() == null
                ? connector(server, new BoundedHttp(http), h2c(http))
                : tls(server, http, listen.tlsCert(), listen.tlsKey());
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(terms.idle().toMillis());
        connector.setAcceptedTcpNoDelay(true);
        connector.setReuseAddress(true);
        return connector;
    }

    /** One selector thread per core, since the fast path runs there. */
    private static ServerConnector connector(Server server, ConnectionFactory... protocols) {
        int watchers = Runtime.getRuntime().availableProcessors();
        return QueueDelay.connector(server, onward(server.getThreadPool()), watchers, protocols);
    }

    /** A thread that has sent an answer listens for the next request itself: waking another one costs more. */
    private static Executor onward(Executor threads) {
        return task -> {
            if (task instanceof Connection) {
                task.run();
            } else {
                threads.execute(task);
            }
        };
    }

    private static ServerConnector tls(Server server, HttpConfiguration http, Path cert, Path key) {
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false); // one certificate for one site: there is no other host to confuse it with
        http.addCustomizer(secure);
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(PemKeys.load(cert, key));
        context.setKeyStorePassword("");
        HTTP2ServerConnectionFactory h2 = new HTTP2ServerConnectionFactory(http);
        bound(h2);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        return connector(
                server, new SslConnectionFactory(context, alpn.getProtocol()), alpn, h2, new BoundedHttp(http));
    }

    private static HTTP2CServerConnectionFactory h2c(HttpConfiguration http) {
        HTTP2CServerConnectionFactory h2c = new PriorKnowledge(http);
        bound(h2c);
        return h2c;
    }

    /** Jetty ends floods of frames that cost us more than the client (resets, pings, settings): 128 a second. */
    private static void bound(AbstractHTTP2ServerConnectionFactory h2) {
        h2.setMaxConcurrentStreams(MAX_STREAMS);
        h2.setInitialStreamRecvWindow(STREAM_WINDOW);
        h2.setInitialSessionRecvWindow(CONNECTION_WINDOW);
        h2.setMaxEncoderTableCapacity(FIELD_TABLE);
        h2.setFlowControlStrategyFactory(FlowControl::new);
    }

    /**
     * HTTP/2 without TLS, for clients that start with it. A request to upgrade from HTTP/1.1 (dropped by RFC 9113) is
     * answered in HTTP/1.1: Java's own client loses bytes of a large answer that comes along with the upgrade.
     */
    private static final class PriorKnowledge extends HTTP2CServerConnectionFactory {
        PriorKnowledge(HttpConfiguration http) {
            super(http);
        }

        @Override
        public @Nullable Connection upgradeConnection(
                Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable answer) {
            return request.getHttpVersion() == HttpVersion.HTTP_2
                    ? super.upgradeConnection(connector, endPoint, request, answer)
                    : null;
        }
    }
}
