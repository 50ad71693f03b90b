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
 * Brings events to one consumer, whichever log they come from. An event of a type that this program does not know yet,
 * because a newer one wrote it, is passed over and counted: adding a type must not stop those who have no use for it. An event that fails {@value #TRIES} times is refused and
 * the rest goes on; while something it needs is away, it is tried for ever.
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

    /** To a consumer, who is named in the log. */
    public Delivery(String name, EventCodec codec, Consumer consumer, MeterRegistry meters) {
        this.unknown = meters.counter("magpie_log_unknown", "consumer", name, "topic", codec.topic());
        this.name = name;
        this.codec = codec;
        this.consumer = consumer;
    }

    /** Tries until the consumer takes the event, with growing pauses; then it is the consumer's to acknowledge. */
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

    /** Of memory the process has too little, and not the event too much. */
    private static boolean mayPass(Throwable e) {
        return e instanceof OutOfMemoryError || (e instanceof ServiceException fault && fault.isPassing());
    }

    private void passOver(Batch.Entry entry) {
        if (unknown.count() == 0) {
            log.warn("{} does not know {} in {}: such events are passed over", name, entry.type(), codec.topic());
        }
        unknown.increment();
    }
}
