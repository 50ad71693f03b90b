package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import magpie.engines.Engines;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineAccess;
import magpie.kit.engines.EngineSecrets;
import magpie.kit.engines.EnginesConfig;
import magpie.kit.log.EventLogContract;
import magpie.kit.log.Relay;
import org.apache.kafka.clients.admin.Admin;

/** A log of its own on the Kafka that runs, and an outbox with its relay. */
final class KafkaFixture implements AutoCloseable {
    static final LogConfig CONFIG = new LogConfig(3, Duration.ofDays(7), Duration.ofSeconds(6));

    final String prefix;
    final KafkaLog log;
    final SqliteOutbox outbox;
    final Relay relay;

    KafkaFixture(Path folder, MeterRegistry meters) {
        this.prefix = "test" + System.nanoTime() + "-";
        this.log = open(prefix, meters);
        this.outbox = new SqliteOutbox(folder.resolve("outbox.db"));
        this.relay = log.relay("test", outbox, outbox);
    }

    static KafkaLog open(String prefix, MeterRegistry meters) {
        return open(prefix, Engines.required("kafka").secrets(), meters);
    }

    static KafkaLog open(String prefix, EngineSecrets secrets, MeterRegistry meters) {
        return KafkaLog.open(access(prefix, secrets), CONFIG, meters);
    }

    /** For what no program of ours does. */
    static Admin admin() {
        return new Clients(access("", Engines.required("kafka").secrets()), CONFIG.sessionTimeout()).admin();
    }

    private static EngineAccess access(String prefix, EngineSecrets secrets) {
        Engines kafka = Engines.required("kafka");
        Map<String, String> settings = Map.of(
                "engines.kafka", String.join(",", kafka.addresses()),
                "engines.kafka-user", kafka.config().kafkaUser(),
                "engines.kafka-prefix", prefix);
        EnginesConfig config = Settings.of(settings).bind("engines", EnginesConfig.class);
        return new EngineAccess(config, secrets);
    }

    /** Returns when all that was appended is in the log. */
    void relayed() {
        try {
            if (!relay.settle(EventLogContract.LONG)) {
                throw new AssertionError("the relay does not come to an end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        relay.close();
        outbox.close();
        log.close();
    }
}
