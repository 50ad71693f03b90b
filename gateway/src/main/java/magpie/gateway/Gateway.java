package magpie.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import magpie.api.ServiceException;
import magpie.api.feed.Feeds;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.gateway.action.ApiContext;
import magpie.gateway.action.Site;
import magpie.gateway.auth.Credentials;
import magpie.gateway.auth.Revocations;
import magpie.gateway.auth.SessionCredentials;
import magpie.gateway.auth.SigningKeys;
import magpie.gateway.auth.Tokens;
import magpie.gateway.http.AccessLog;
import magpie.gateway.http.Api;
import magpie.gateway.http.Authenticator;
import magpie.gateway.http.Chassis;
import magpie.gateway.http.Origin;
import magpie.gateway.http.ResponseWriter;
import magpie.gateway.http.Route;
import magpie.gateway.http.Router;
import magpie.gateway.http.admission.ConcurrencyLimiter;
import magpie.gateway.http.admission.Waiting;
import magpie.gateway.http.body.BodyLimits;
import magpie.gateway.http.server.EdgeServer;
import magpie.gateway.http.stream.OpenStreams;
import magpie.gateway.limit.Ledger;
import magpie.gateway.limit.RateLimits;
import magpie.gateway.v1.Routes;
import magpie.gateway.view.Authors;
import magpie.gateway.web.WebRoutes;
import magpie.gateway.web.file.PageFolder;
import magpie.kit.StartException;
import magpie.kit.Waits;
import magpie.kit.log.EventCodec;
import magpie.kit.near.Unseen;
import magpie.kit.roles.Backend;
import magpie.kit.roles.Edge;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;

/** A running gateway: the public API, composed from the services below it. */
public final class Gateway implements RunningRole {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ENDLESS = Duration.ofDays(1_000);
    private static final int HEAP_PART = 8;
    /** The most open streams per address. */
    private static final int STREAMS = 100;

    private static final Duration PULSE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final GatewayConfig config;
    private final Edge edge;
    private final Backend<ClientState> backend;
    private final RoleContext context;
    private final Users users;
    private final Graph graph;
    private final Posts posts;
    private final Feeds feeds;
    private final Unseen unseen;
    private final Revocations revocations;
    private final RateLimits limits;
    private final Authors authors;
    private final SigningKeys keys;
    private final List<Route> pages;
    private final List<Route> routes;
    private final EdgeServer server;

    /**
     * Starts it. In a single process the services below must answer within half a minute, or a {@link StartException}
     * is thrown; one of several gateways waits for them as long as it takes.
     */
    Gateway(GatewayConfig config, Backend<ClientState> backend, RoleContext context) {
        this.config = config;
        this.edge = context.edge();
        this.backend = backend;
        this.context = context;
        this.users = context.peers().of(Users.class);
        this.graph = context.peers().of(Graph.class);
        this.posts = context.peers().of(Posts.class);
        this.feeds = context.peers().of(Feeds.class);
        this.unseen = backend.opened(new Unseen());
        this.revocations = new Revocations(unseen);
        this.keys = new SigningKeys(users, InstantSource.system());
        this.authors = new Authors(users, unseen, config.authorCache(), config.authorCacheTime(), context.meters());
        this.limits = new RateLimits(
                edge.limits(),
                new RateLimits.Figures(
                        config.userLimit(),
                        config.addressLimit(),
                        config.postingLimit(),
                        config.signInLimit(),
                        config.accountLimit(),
                        config.registrationLimit(),
                        config.refusalLimit()),
                backend.store().limits(),
                backend.store().addresses());
        follow();
        Credentials credentials =
                new SessionCredentials(new Tokens(keys, InstantSource.system(), config.tokenCache()), revocations);
        ApiContext shared = shared();
        WebRoutes web = new WebRoutes(PageFolder.read(edge.page()), credentials, shared, config.publicReads());
        this.pages = web.table();
        this.routes = table(credentials, shared, web.root());
        this.server = backend.opened(listen());
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** All routes of the public API; pages are served besides. */
    public List<Route> routes() {
        return routes;
    }

    @Override
    public Map<Class<?>, Object> contracts() {
        return Map.of();
    }

    @Override
    public Backend<ClientState> backend() {
        return backend;
    }

    /** Follows the topic from its end, then loads earlier revocations, so nothing falls in between. */
    private void follow() {
        GatewayConsumer consumer = new GatewayConsumer(revocations, unseen, authors);
        EventCodec codec = EventCodec.of(UserEvent.TOPIC, UserEvent.class);
        patiently(() -> backend.consumes(context.log().follow("gateway", codec, Duration.ZERO, consumer)));
        patiently(() -> {
            revocations.load(users);
            unseen.load(users);
        });
    }

    private void patiently(Runnable step) {
        long deadline = System.nanoTime() + (backend.isShared() ? ENDLESS : PATIENCE).toNanos();
        while (true) {
            try {
                step.run();
                return;
            } catch (ServiceException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new StartException("The user service does not answer. Is its process running?", e);
                }
                Waits.pauseWhileStarting("the user service", PAUSE);
            }
        }
    }

    private EdgeServer listen() {
        Chassis chassis = new Chassis(
                new Router(Stream.concat(pages.stream(), routes.stream()).toList()),
                new Authenticator(limits, config.publicReads()),
                new Origin(edge.tls(), edge.behindProxy()),
                new BodyLimits(config.maxJson(), config.maxBody(), config.bodyTimeout(), config.leastRate()),
                new ResponseWriter(AccessLog.of(config.accessLog()), context.meters()),
                new ConcurrencyLimiter(config.maxInFlight(), share(config.addressInFlight())),
                new Waiting(ledger()),
                new OpenStreams(config.maxConnections(), share(STREAMS), heartbeat()));
        return EdgeServer.start(
                new EdgeServer.Listen(edge.host(), edge.port(), edge.tlsCert(), edge.tlsKey()),
                new EdgeServer.Terms(
                        config.headTimeout(),
                        config.idleTimeout(),
                        config.stopTimeout(),
                        config.maxConnections(),
                        edge.behindProxy() == 0 ? share(config.addressConnections()) : Integer.MAX_VALUE),
                chassis);
    }

    /** Short enough that neither side takes a silent stream for a dead connection. */
    private Duration heartbeat() {
        Duration third = config.idleTimeout().dividedBy(3);
        return third.compareTo(PULSE) < 0 ? third : PULSE;
    }

    private Ledger ledger() {
        long all = config.maxWaiting() == 0 ? Runtime.getRuntime().maxMemory() / HEAP_PART : config.maxWaiting();
        return new Ledger(all, edge.limits() ? config.addressWaiting() : all);
    }

    /** The limit of one address; everything if limits are off, as in benchmarks. */
    private int share(int configured) {
        return edge.limits() ? configured : Integer.MAX_VALUE;
    }

    private ApiContext shared() {
        Site site = new Site(config.name(), config.description(), config.address());
        return new ApiContext(users, graph, posts, feeds, unseen, authors, revocations, limits, site, context.meters());
    }

    private List<Route> table(Credentials credentials, ApiContext shared, Route root) {
        Api beside = Routes.api("/", credentials, config.corsOrigins());
        Api v1 = Routes.api("/v1/", credentials, config.corsOrigins());
        List<Route> all = new ArrayList<>(new WellKnownRoutes(beside, keys, context.ready()).table());
        all.add(root);
        all.addAll(Routes.of(v1, shared, config.postCache()).table());
        return List.copyOf(all);
    }
}
