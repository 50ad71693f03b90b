package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import magpie.api.log.Batch;
import magpie.kit.log.Delivery;
import magpie.kit.log.Progress;
import magpie.kit.log.TransientProgress;

/** A topic that every process reads for itself: neither position nor dead letters are kept. */
final class BroadcastSubscription extends KafkaSubscription {
    private final TransientProgress kept;

    /** Reads from given offsets on, by partition. */
    BroadcastSubscription(
            String name,
            String topic,
            Offsets offsets,
            Map<Integer, Long> first,
            Clients clients,
            Delivery delivery,
            MeterRegistry meters) {
        super(name, topic, offsets, delivery);
        this.kept = new TransientProgress(topic, 0);
        meters.gauge(
                "magpie_log_dead_letters",
                tags(),
                kept,
                progress -> progress.deadLetters().size());
        begin(clients::reader, new BroadcastMembership(offsets.topic(), workers, first), meters);
    }

    @Override
    public List<Progress.DeadLetter> deadLetters() {
        return kept.deadLetters();
    }

    @Override
    Map<Integer, Long> progress() {
        return workers.next();
    }

    @Override
    boolean keepDeadLetter(Batch.Entry event, String reason) {
        kept.keepDeadLetter(event, reason);
        return true;
    }
}
