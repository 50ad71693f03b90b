package magpie.gateway.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import magpie.gateway.http.admission.ConcurrencyLimiter;
import magpie.gateway.http.admission.Waiting;
import magpie.gateway.http.body.BodyLimits;
import magpie.gateway.http.server.EdgeServer;
import magpie.gateway.http.stream.OpenStreams;
import magpie.gateway.limit.Ledger;
import magpie.gateway.limit.RateLimits;

/** The chassis alone, for APIs that exist only in tests. */
final class SomeServer {
    private SomeServer() {}

    static EdgeServer start(Router router, int streams, Duration heartbeat) {
        Chassis chassis = new Chassis(
                router,
                new Authenticator(new RateLimits(false, new RateLimits.Figures(1, 1, 1, 1, 1, 1, 1)), true),
                new Origin(false, 0),
                new BodyLimits(65_536, 1_048_576, Duration.ofSeconds(15), 4_096),
                new ResponseWriter(AccessLog.OFF, new SimpleMeterRegistry()),
                new ConcurrencyLimiter(64, 64),
                new Waiting(new Ledger(1 << 24, 1 << 22)),
                new OpenStreams(1_000, streams, heartbeat));
        Duration patience = Duration.ofSeconds(30);
        return EdgeServer.start(
                new EdgeServer.Listen("127.0.0.1", 0, null, null),
                new EdgeServer.Terms(patience, patience, patience, 1_000, 1_000),
                chassis);
    }
}
