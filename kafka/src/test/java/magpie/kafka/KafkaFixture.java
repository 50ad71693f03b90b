package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import magpie.engines.Engines;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.EventLogContract;
import magpie.kit.log.Relay;
import org.apache.kafka.clients.admin.Admin;

/** A separate log on the running Kafka, and an outbox with its relay. */
final class KafkaFixture implements AutoCloseable {
    static final int PARTITIONS = 3;

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
        return open(prefix, Map.of(), meters);
    }

    static KafkaLog open(String prefix, Map<String, String> others, MeterRegistry meters) {
        return KafkaLog.open(access(prefix, others), meters);
    }

    /** For operations that the program never does. */
    static Admin admin() {
        return new Clients(access("", Map.of())).admin();
    }

    private static EngineAccess access(String prefix, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(others);
        settings.put("kafka.prefix", prefix);
        settings.put("kafka.partitions", Integer.toString(PARTITIONS));
        settings.put("kafka.session-timeout", "6s");
        return Engines.required("kafka").access(KafkaConfig.class, settings);
    }

    /** Returns when everything appended is in the log. */
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
