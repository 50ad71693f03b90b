package magpie.kit.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.kit.Waits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events to one consumer, whichever log they come from. An event of an unknown type, written by a newer
 * program, is skipped and counted: adding a type must not stop consumers that do not need it. An event that fails
 * {@value #TRIES} times is refused and the rest goes on; while a dependency is away, it is retried for ever.
 */
public final class Delivery {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String name;
    private final EventCodec codec;
    private final Consumer consumer;
    private final Counter unknown;

    /** For a consumer, whose name is used in the log. */
    public Delivery(String name, EventCodec codec, Consumer consumer, MeterRegistry meters) {
        this.unknown = meters.counter("magpie_log_unknown", "consumer", name, "topic", codec.topic());
        this.name = name;
        this.codec = codec;
        this.consumer = consumer;
    }

    /** Retries with backoff until the consumer takes the event; from then on the consumer acknowledges it. */
    public void give(Batch.Entry entry, Consumer.Ack ack) throws InterruptedException {
        if (!codec.knows(entry.type())) {
            passOver(entry);
            ack.done();
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                consumer.accept(codec.read(entry), ack);
                return;
            } catch (RuntimeException | Error e) {
                if (attempt >= TRIES && !mayPass(e)) {
                    ack.failed(e);
                    return;
                }
                log.warn("{} failed on {} {} (try {}): {}", name, codec.topic(), entry.offset(), attempt, e.toString());
                TimeUnit.NANOSECONDS.sleep(Waits.backOffNanos(attempt, FIRST_PAUSE, LONGEST_PAUSE));
            }
        }
    }

    /** Whether a retry may help; lack of memory is the process's problem, not the event's. */
    private static boolean mayPass(Throwable e) {
        return e instanceof OutOfMemoryError || (e instanceof ServiceException fault && fault.isPassing());
    }

    private void passOver(Batch.Entry entry) {
        if (unknown.count() == 0) {
            log.warn("{} does not know {} in {}: events of this type are skipped", name, entry.type(), codec.topic());
        }
        unknown.increment();
    }
}
