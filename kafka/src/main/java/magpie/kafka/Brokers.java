package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import magpie.kit.StartException;
import magpie.kit.engines.EngineWait;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.SupportedVersionRange;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares the brokers: waits until they are there, refuses those that are too old, and makes the missing topics. */
final class Brokers {
    private static final Logger log = LoggerFactory.getLogger(Brokers.class);
    private static final String VERSION = "metadata.version";
    /** The metadata version of Kafka 4.0. */
    private static final int KAFKA_4 = 25;

    /** The first question costs a broker nothing; one that does not answer it is away. */
    private static final int GREETING_SECONDS = 3;

    private static final int MAX_COPIES = 3;
    private static final Duration DEAD_RETENTION = Duration.ofDays(90);

    private final Admin admin;
    private final KafkaConfig config;
    private final MeterRegistry meters;

    Brokers(Admin admin, KafkaConfig config, MeterRegistry meters) {
        this.admin = admin;
        this.config = config;
        this.meters = meters;
    }

    /**
     * Does all of it, waiting for an answer as long as it takes.
     *
     * @return the number of partitions of each topic
     * @throws StartException for brokers that cannot be used, or when the thread is interrupted
     */
    Map<String, Integer> prepare(List<String> topics) {
        try (EngineWait wait = new EngineWait("Kafka", String.join(", ", config.addresses()), meters)) {
            while (true) {
                try {
                    refuseOlder();
                    make(missing(topics));
                    Map<String, Integer> partitions = partitions(topics);
                    wait.over();
                    return partitions;
                } catch (ExecutionException e) {
                    refuseWrongPassword(e);
                    wait.failed(Objects.requireNonNullElse(e.getCause(), e));
                } catch (TimeoutException e) {
                    wait.failed(new TimeoutException("no answer in time"));
                } catch (InterruptedException e) {
                    throw interrupted(e);
                }
            }
        }
    }

    private static void refuseWrongPassword(ExecutionException e) {
        if (e.getCause() instanceof AuthenticationException) {
            throw new StartException(
                    "Kafka does not let this program in. Check kafka.user and the file in engines.secrets.", e);
        }
    }

    private void refuseOlder() throws ExecutionException, TimeoutException, InterruptedException {
        checkVersion(
                admin.describeFeatures()
                        .featureMetadata()
                        .get(GREETING_SECONDS, TimeUnit.SECONDS)
                        .supportedFeatures()
                        .get(VERSION),
                config.addresses());
    }

    static void checkVersion(@Nullable SupportedVersionRange version, List<String> addresses) {
        if (version == null || version.maxVersion() < KAFKA_4) {
            throw new StartException(
                    "Kafka at " + addresses + " is older than 4. Upgrade it, or name another in kafka.addresses.");
        }
    }

    private Collection<String> missing(List<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> missing = new ArrayList<>(topics);
        topics.stream().map(DeadLetters::name).forEach(missing::add);
        Set<String> there = asked(admin.listTopics().names());
        missing.removeAll(there);
        return missing;
    }

    private void make(Collection<String> topics) throws ExecutionException, TimeoutException, InterruptedException {
        if (topics.isEmpty()) {
            return;
        }
        int brokers = asked(admin.describeCluster().nodes()).size();
        short copies = (short) Math.min(MAX_COPIES, brokers);
        List<NewTopic> wanted =
                topics.stream().map(topic -> topic(topic, copies)).toList();
        for (Map.Entry<String, KafkaFuture<Void>> made :
                admin.createTopics(wanted).values().entrySet()) {
            made(made.getKey(), copies, made.getValue());
        }
    }

    private static void made(String topic, int copies, KafkaFuture<Void> made)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            asked(made);
            log.info("created the topic {} with {} replicas", topic, copies);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Timestamps are set by the broker when an event arrives: they grow, so that a time can be searched for. */
    private NewTopic topic(String name, short copies) {
        boolean dead = name.endsWith(DeadLetters.name(""));
        Duration retention = dead ? DEAD_RETENTION : config.retention();
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, copies == MAX_COPIES ? "2" : "1");
        settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        return new NewTopic(name, dead ? 1 : config.partitions(), copies).configs(settings);
    }

    private Map<String, Integer> partitions(List<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        asked(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) ->
                        partitions.put(topic, description.partitions().size()));
        return partitions;
    }

    private static <T> T asked(KafkaFuture<T> answer)
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static StartException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StartException("The start was interrupted while Kafka did not answer.", e);
    }
}
