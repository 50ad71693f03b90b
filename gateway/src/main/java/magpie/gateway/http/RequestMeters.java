package magpie.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Times requests by method, route template and status class; all unknown paths count as one route. */
final class RequestMeters {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry meters;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    private record Key(String method, String route, int outcome) {}

    RequestMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(@Nullable Route route, int status, long nanos) {
        Key key = route == null
                ? new Key("ANY", "none", status / 100)
                : new Key(route.method(), route.template(), status / 100);
        timers.computeIfAbsent(key, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("magpie_http_requests")
                .description("Requests to the public API")
                .tags("method", key.method(), "route", key.route(), "outcome", key.outcome() + "xx")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
