package magpie.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import magpie.api.log.Batch;
import magpie.kit.log.Consumer;
import magpie.kit.log.Delivery;
import magpie.kit.log.Watermark;
import magpie.kit.loop.Loop;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one partition's events to the consumer, on its own thread: an event that must wait holds up its own
 * partition only, and never the polling thread. Events are given in order and may finish out of order.
 */
final class PartitionWorker {
    private static final int IN_FLIGHT = 128;
    private static final int FULL = 1_000;

    private final long first;
    private final Delivery delivery;
    private final DeadLetterBox deadLetters;
    private final SeenIds seen = new SeenIds();
    private final Watermark watermark;
    /** The records to deliver; empty marks the end. */
    private final LinkedBlockingQueue<Optional<ConsumerRecord<byte[], byte[]>>> waiting =
            new LinkedBlockingQueue<>(FULL + Clients.POLL_RECORDS + 1);

    private final Loop loop;
    /** The record that was taken and not delivered yet. */
    private @Nullable Taken taken;

    /** A record, and whether it is not a relay's duplicate. */
    private record Taken(ConsumerRecord<byte[], byte[]> event, boolean isNew) {}

    /**
     * Starts a worker.
     *
     * @param first the offset of the first event to deliver; earlier ones are done, and only their ids are remembered
     * @param deadLetters where an event goes that the consumer cannot process
     */
    PartitionWorker(String name, long first, Delivery delivery, DeadLetterBox deadLetters) {
        this.first = first;
        this.delivery = delivery;
        this.deadLetters = deadLetters;
        this.watermark = new Watermark(first - 1);
        this.loop = Loop.of(Thread.ofVirtual().name(name), this::round);
        loop.start();
    }

    /** Takes a record; never waits, if the partition is paused while the worker {@link #isFull}. */
    void add(ConsumerRecord<byte[], byte[]> event) {
        waiting.add(Optional.of(event));
    }

    boolean isFull() {
        return waiting.size() >= FULL;
    }

    boolean hasRoom() {
        return waiting.size() < FULL / 2;
    }

    /** The offset to resume from: all before it is done. */
    long next() {
        return watermark.done() + 1;
    }

    /** Stops delivering once the event being delivered is taken. Called by the thread that adds. */
    void stop() {
        waiting.clear();
        loop.end();
        waiting.add(Optional.empty());
    }

    /** Waits, after {@link #stop}, until the consumer's events are done. */
    void awaitEnd(long deadline) throws InterruptedException {
        if (loop.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
            watermark.awaitIdle(deadline);
        } else {
            loop.interrupt(); // it may be retrying an event
        }
    }

    /** Ends at once, in the middle of an event. */
    void abandon() {
        loop.interrupt();
    }

    /** Delivers the next event; one that a round failed to deliver comes again, because a partition has no holes. */
    private void round() throws InterruptedException {
        if (taken == null) {
            taken = waiting.take()
                    .map(event -> new Taken(event, seen.isNew(EventRecord.id(event))))
                    .orElse(null);
        }
        if (taken != null) {
            give(taken.event(), taken.isNew());
            taken = null;
        }
    }

    private void give(ConsumerRecord<byte[], byte[]> event, boolean isNew) throws InterruptedException {
        if (event.offset() < first) {
            return;
        }
        Watermark.Begun begun = watermark.begin(event.offset(), IN_FLIGHT);
        if (isNew) {
            Batch.Entry entry = EventRecord.entry(event);
            delivery.give(entry, new Given(entry, begun::finish, begun::putOff, deadLetters));
        } else {
            begun.finish();
        }
    }

    /** Keeps events that cannot be processed. */
    interface DeadLetterBox {
        /** Returns when it is kept; false if this was closed first, and the event must come again. */
        boolean keep(Batch.Entry event, Throwable reason);
    }

    /** A delivered event. Keeping a dead letter waits for Kafka; whoever reports the failure should not. */
    record Given(Batch.Entry entry, Runnable end, Runnable putOff, DeadLetterBox deadLetters) implements Consumer.Ack {
        @Override
        public void done() {
            end.run();
        }

        @Override
        public void later() {
            putOff.run();
        }

        @Override
        public void failed(Throwable reason) {
            Thread.startVirtualThread(() -> {
                if (deadLetters.keep(entry, reason)) {
                    end.run();
                }
            });
        }
    }
}
