package magpie.kafka;

import java.nio.file.Path;
import magpie.api.post.InteractionEvent;
import magpie.kit.log.EventLog;
import magpie.kit.log.EventLogContract;
import magpie.kit.log.Outbox;
import magpie.kit.log.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Kafka, fed by a relay, fulfils the contract of the event log. */
@Tag("engines")
class KafkaLogTest extends EventLogContract {
    @TempDir
    Path folder;

    private KafkaFixture kafka;

    @BeforeEach
    void open() {
        kafka = new KafkaFixture(folder, meters);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Override
    protected EventLog log() {
        return kafka.log;
    }

    @Override
    protected Progress progress() {
        return Progress.BY_THE_LOG;
    }

    @Override
    protected void append(long person, long... posts) {
        for (long post : posts) {
            kafka.outbox.append(person, post);
        }
        kafka.relayed();
    }

    @Override
    protected void appendUnknown(long person) {
        kafka.outbox.add(new Outbox.Row(
                System.nanoTime(), InteractionEvent.TOPIC, person, System.currentTimeMillis(), "Admired", "{}"));
        kafka.relayed();
    }
}
