package magpie.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import magpie.kit.log.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics and log lines of a relay. Written by its own thread. */
final class RelayMeters {
    private static final Logger log = LoggerFactory.getLogger(RelayMeters.class);

    private final String name;
    private final Counter sent;
    private final Counter failures;
    private volatile int pending;
    private volatile long oldest = Long.MAX_VALUE;
    private boolean stalled;

    RelayMeters(MeterRegistry meters, String name) {
        this.name = name;
        Tags tags = Tags.of("outbox", name);
        meters.gauge("magpie_relay_pending", tags, this, relay -> relay.pending);
        Gauge.builder("magpie_relay_age", this, RelayMeters::age)
                .baseUnit("seconds")
                .tags(tags)
                .register(meters);
        this.sent = meters.counter("magpie_relay_sent", tags);
        this.failures = meters.counter("magpie_relay_failures", tags);
    }

    /** Reports the waiting rows, as far as the relay has looked. */
    void pending(List<Outbox.Row> rows) {
        pending = rows.size();
        oldest = rows.isEmpty() ? Long.MAX_VALUE : rows.getFirst().at();
    }

    void idle() {
        pending(List.of());
    }

    void sent(int rows) {
        sent.increment(rows);
        idle();
        if (stalled) {
            log.info("relay {} has recovered", name);
        }
        stalled = false;
    }

    /** Reports that it restarts; logged once until something goes through. */
    void failed(Throwable reason) {
        failures.increment();
        if (!stalled) {
            log.warn("relay {} failed; retrying: {}", name, reason.toString());
        }
        stalled = true;
    }

    /** Reports that Kafka has been silent for a while. */
    void stalled() {
        failures.increment();
        if (!stalled) {
            log.warn("relay {}: Kafka takes no events; they wait in the outbox", name);
        }
        stalled = true;
    }

    private double age() {
        return Math.max(0, System.currentTimeMillis() - oldest) / 1_000.0;
    }
}
