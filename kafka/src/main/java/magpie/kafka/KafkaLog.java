package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.kit.StartException;
import magpie.kit.Waits;
import magpie.kit.engines.EngineAccess;
import magpie.kit.lease.Leases;
import magpie.kit.log.Consumer;
import magpie.kit.log.Delivery;
import magpie.kit.log.EventCodec;
import magpie.kit.log.EventLog;
import magpie.kit.log.Outbox;
import magpie.kit.log.Progress;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;
import magpie.kit.roles.Roles;
import magpie.kit.telemetry.Logging;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event log of the cluster product: one Kafka topic for each of Magpie's, and one {@code <topic>.dead} beside it.
 * Close it after its subscriptions and relays.
 */
public final class KafkaLog implements EventLog, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaLog.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String prefix;
    private final Clients clients;
    private final Admin admin;
    private final Map<String, Integer> partitions;
    private final MeterRegistry meters;
    private final Map<String, DeadLetters> deadLetters = new ConcurrentHashMap<>();

    private KafkaLog(
            String prefix, Clients clients, Admin admin, Map<String, Integer> partitions, MeterRegistry meters) {
        this.prefix = prefix;
        this.clients = clients;
        this.admin = admin;
        this.partitions = partitions;
        this.meters = meters;
    }

    /**
     * Connects, and makes the missing topics. Waits for Kafka as long as it takes.
     *
     * @throws StartException for brokers that are too old, or when the thread is interrupted
     */
    public static KafkaLog open(EngineAccess engines, MeterRegistry meters) {
        Logging.quiet("org.apache.kafka", "error"); // it repeats itself while a broker is away
        KafkaConfig config = engines.settings(KafkaConfig.class);
        String prefix = config.prefix();
        Clients clients = new Clients(engines);
        Admin admin = clients.admin();
        try {
            Map<String, Integer> partitions = new Brokers(admin, config, meters)
                    .prepare(
                            Roles.topics().stream().map(topic -> prefix + topic).toList());
            return new KafkaLog(prefix, clients, admin, partitions, meters);
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public Subscription share(String group, EventCodec codec, Progress progress, Consumer consumer) {
        String topic = codec.topic();
        return new GroupSubscription(
                group,
                topic,
                prefix + group + "." + topic,
                offsets(topic),
                clients,
                new Delivery(group, codec, consumer, meters),
                deadLetters.computeIfAbsent(topic, name -> new DeadLetters(clients, prefix, name)),
                meters);
    }

    @Override
    public Subscription follow(String name, EventCodec codec, Duration back, Consumer consumer) {
        Offsets offsets = offsets(codec.topic());
        return new BroadcastSubscription(
                name,
                codec.topic(),
                offsets,
                start(offsets, back),
                clients,
                new Delivery(name, codec, consumer, meters),
                meters);
    }

    @Override
    public Batch read(Read request) {
        Offsets offsets = offsets(request.topic());
        EventPosition next = EventPosition.after(request.after());
        List<Batch.Entry> found = new ArrayList<>();
        try (TopicReader reader = new TopicReader(clients, offsets.topic())) {
            for (int partition = next.partition();
                    partition < offsets.partitions() && found.size() < request.max();
                    partition++) {
                long from = partition == next.partition() ? next.offset() : 0;
                for (ConsumerRecord<byte[], byte[]> event :
                        reader.from(partition, from, request.max() - found.size())) {
                    found.add(EventRecord.entry(event));
                }
            }
        }
        return new Batch(found);
    }

    @Override
    public Relay relay(String name, Outbox outbox, Leases leases) {
        return KafkaRelay.start(name, outbox, leases, clients, prefix, meters);
    }

    /** Whether Kafka answers at this moment. */
    public boolean isReachable() {
        try {
            Offsets.asked(admin.describeCluster().clusterId());
            return true;
        } catch (ServiceException e) {
            return false;
        }
    }

    @Override
    public void close() {
        deadLetters.values().forEach(DeadLetters::close);
        admin.close(Duration.ofSeconds(1));
    }

    private Offsets offsets(String topic) {
        Integer count = partitions.get(prefix + topic);
        if (count == null) {
            throw ServiceException.notFound("topic");
        }
        return new Offsets(admin, prefix + topic, count);
    }

    /** Retries until there is an answer: a follower's start must be known before the data it follows is loaded. */
    private static Map<Integer, Long> start(Offsets offsets, Duration back) {
        boolean said = false;
        while (true) {
            try {
                return back.isZero() ? offsets.ends() : offsets.since(System.currentTimeMillis() - back.toMillis());
            } catch (ServiceException e) {
                if (!said) {
                    log.warn("Kafka does not say where {} ends; retrying: {}", offsets.topic(), e.toString());
                }
                said = true;
                Waits.pauseWhileStarting("Kafka", PAUSE);
            }
        }
    }
}
