package magpie.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import magpie.kit.log.Outbox;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches through one producer. A row is handed to it only once: its own retries keep the order, a second copy
 * would not.
 */
final class Sending implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sending.class);
    private static final long LOOK_MILLIS = 100;
    private static final long STALL_NANOS = Duration.ofSeconds(5).toNanos();

    private final KafkaProducer<byte[], byte[]> producer;
    private final String prefix;
    private final Runnable stalled;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int unanswered;
    private @Nullable KafkaException failure;

    /**
     * Takes over a producer.
     *
     * @param stalled is told repeatedly while nothing goes through
     */
    Sending(KafkaProducer<byte[], byte[]> producer, String prefix, Runnable stalled) {
        this.producer = producer;
        this.prefix = prefix;
        this.stalled = stalled;
    }

    /**
     * Sends a batch and waits until Kafka has it.
     *
     * @param mayGoOn asked repeatedly
     * @return false if it may not: part of the batch may be there, or may still arrive. Then close
     * @throws KafkaException when Kafka refuses a row; the same is true then
     */
    boolean send(List<Outbox.Row> rows, BooleanSupplier mayGoOn) {
        Stall stall = new Stall();
        for (Outbox.Row row : rows) {
            ProducerRecord<byte[], byte[]> event = EventRecord.of(prefix + row.topic(), row);
            if (!persist(() -> handedOver(event), mayGoOn, stall)) {
                return false;
            }
        }
        return persist(this::awaitAnswers, mayGoOn, stall);
    }

    private static boolean persist(BooleanSupplier step, BooleanSupplier mayGoOn, Stall stall) {
        while (mayGoOn.getAsBoolean()) {
            if (step.getAsBoolean()) {
                return true;
            }
            stall.look();
        }
        return false;
    }

    /** Closes at once: what is on its way may arrive, but never out of order. */
    @Override
    public void close() {
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            log.warn("a producer failed to close and is abandoned: {}", e.toString());
        }
    }

    /** False if the producer has no room, or does not know yet where the topic is. */
    private boolean handedOver(ProducerRecord<byte[], byte[]> event) {
        refuseAfterFailure();
        begun();
        Future<RecordMetadata> answer = producer.send(event, (metadata, e) -> ended(e));
        return !isRefusal(answer);
    }

    /** Whether the producer refused at once, without starting to send. */
    private static boolean isRefusal(Future<RecordMetadata> answer) {
        return answer.isDone()
                && answer.state() == Future.State.FAILED
                && answer.exceptionNow() instanceof TimeoutException;
    }

    private void begun() {
        lock.lock();
        try {
            unanswered++;
        } finally {
            lock.unlock();
        }
    }

    private void ended(@Nullable Exception e) {
        lock.lock();
        try {
            unanswered--;
            // A timeout means that it refused to start: a row once started is retried for ever.
            if (e != null && !(e instanceof TimeoutException) && failure == null) {
                failure = e instanceof KafkaException known ? known : new KafkaException(e);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitAnswers() {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
            while (unanswered > 0 && failure == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            refuseAfterFailure();
            return unanswered == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void refuseAfterFailure() {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Logs when a batch takes long. */
    private final class Stall {
        private long since = System.nanoTime();

        void look() {
            if (System.nanoTime() - since > STALL_NANOS) {
                since = System.nanoTime();
                stalled.run();
            }
        }
    }
}
