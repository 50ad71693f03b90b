package magpie.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import magpie.api.log.Batch;
import magpie.kit.log.Progress;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of a group in one topic: copies in the topic {@code <topic>.dead} of one partition, with the group,
 * the event's place and the error in headers.
 */
final class DeadLetters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final String SUFFIX = ".dead";
    private static final String GROUP = "group";
    private static final String PLACE = "place";
    private static final String ERROR = "error";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MAX_ERROR = 1_000;
    private static final int MAX_LIST = 1_000;
    /** How far back to search for one group's events among those of all groups. */
    private static final int MAX_READ = 20_000;

    private final Clients clients;
    private final String topic;
    private final String deadTopic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** For a topic, by its own name and the common prefix of all names in this Kafka. */
    DeadLetters(Clients clients, String prefix, String topic) {
        this.clients = clients;
        this.topic = topic;
        this.deadTopic = name(prefix + topic);
        this.producer = clients.producer();
    }

    static String name(String topic) {
        return topic + SUFFIX;
    }

    /**
     * Keeps an event; waits until it is stored, however long Kafka is away. False only if this was closed before. An
     * interrupt meanwhile takes effect when this is over.
     */
    boolean keep(String group, Batch.Entry event, String error) {
        ProducerRecord<byte[], byte[]> letter = letter(group, event, error);
        boolean interrupted = false;
        boolean kept = false;
        while (!kept && !closed.get()) {
            kept = kept(letter);
            interrupted |= Thread.interrupted(); // an interrupted thread could not send or pause
            if (!kept) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return kept;
    }

    /** The dead letters of a group, oldest first; the newest if there are more than can be listed. */
    List<Progress.DeadLetter> list(String group) {
        Map<Long, Progress.DeadLetter> found = new LinkedHashMap<>();
        try (TopicReader reader = new TopicReader(clients, deadTopic)) {
            for (ConsumerRecord<byte[], byte[]> letter : reader.newest(0, MAX_READ)) {
                if (EventRecord.text(letter.headers(), GROUP).equals(group)) {
                    long place = EventRecord.number(letter.headers(), PLACE, 0);
                    String error = EventRecord.text(letter.headers(), ERROR);
                    found.put(place, new Progress.DeadLetter(topic, EventRecord.entry(letter, place), error));
                }
            }
        }
        List<Progress.DeadLetter> all = new ArrayList<>(found.values());
        return all.subList(Math.max(0, all.size() - MAX_LIST), all.size());
    }

    @Override
    public void close() {
        closed.set(true);
        producer.close(Duration.ofSeconds(1));
    }

    private boolean kept(ProducerRecord<byte[], byte[]> letter) {
        try {
            producer.send(letter).get();
            return true;
        } catch (ExecutionException | KafkaException e) {
            log.warn("a dead letter of {} could not be stored: {}", topic, e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the caller notes it and retries: only close ends that
            return false;
        }
    }

    private ProducerRecord<byte[], byte[]> letter(String group, Batch.Entry event, String error) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                deadTopic, EventRecord.bytes(event.key()), event.body().getBytes(UTF_8));
        letter.headers()
                .add(EventRecord.TYPE, event.type().getBytes(UTF_8))
                .add(EventRecord.AT, EventRecord.bytes(event.at()))
                .add(GROUP, group.getBytes(UTF_8))
                .add(PLACE, EventRecord.bytes(event.offset()))
                .add(
                        ERROR,
                        error.substring(0, Math.min(MAX_ERROR, error.length())).getBytes(UTF_8));
        return letter;
    }
}
