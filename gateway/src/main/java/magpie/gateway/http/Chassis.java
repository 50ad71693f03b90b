package magpie.gateway.http;

import magpie.gateway.http.admission.ConcurrencyLimiter;
import magpie.gateway.http.admission.Waiting;
import magpie.gateway.http.body.BodyLimits;
import magpie.gateway.http.stream.OpenStreams;

/** Everything shared by the routes of all APIs. */
public record Chassis(
        Router router,
        Authenticator authenticator,
        Origin origin,
        BodyLimits bodies,
        ResponseWriter writer,
        ConcurrencyLimiter limiter,
        Waiting waiting,
        OpenStreams streams) {}
