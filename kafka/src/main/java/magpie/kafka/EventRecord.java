package magpie.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import magpie.api.log.Batch;
import magpie.kit.log.Outbox;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Encodes an event as a Kafka record: the key as decimal text, the body as JSON, and its id, type and time as text
 * headers. So Kafka's own tools show all of it.
 */
final class EventRecord {
    /** The id of an event that another program wrote without one; never taken for a duplicate. */
    static final long NO_ID = 0;

    static final String ID = "id";
    static final String TYPE = "type";
    static final String AT = "at";

    private EventRecord() {}

    static ProducerRecord<byte[], byte[]> of(String topic, Outbox.Row row) {
        ProducerRecord<byte[], byte[]> event =
                new ProducerRecord<>(topic, bytes(row.key()), row.body().getBytes(UTF_8));
        event.headers()
                .add(ID, bytes(row.id()))
                .add(TYPE, row.type().getBytes(UTF_8))
                .add(AT, bytes(row.at()));
        return event;
    }

    static long id(ConsumerRecord<byte[], byte[]> event) {
        return number(event.headers(), ID, NO_ID);
    }

    /** The event as consumers and the operator see it. */
    static Batch.Entry entry(ConsumerRecord<byte[], byte[]> event) {
        return entry(event, new EventPosition(event.partition(), event.offset()).number());
    }

    static Batch.Entry entry(ConsumerRecord<byte[], byte[]> event, long place) {
        return new Batch.Entry(
                place,
                event.key() == null ? 0 : parsed(event.key(), 0),
                number(event.headers(), AT, event.timestamp()),
                text(event.headers(), TYPE),
                event.value() == null ? "" : new String(event.value(), UTF_8));
    }

    static String text(Headers headers, String name) {
        byte[] value = value(headers, name);
        return value == null ? "" : new String(value, UTF_8);
    }

    static long number(Headers headers, String name, long otherwise) {
        byte[] value = value(headers, name);
        return value == null ? otherwise : parsed(value, otherwise);
    }

    static byte[] bytes(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    private static byte @Nullable [] value(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }

    private static long parsed(byte[] text, long otherwise) {
        try {
            return Long.parseLong(new String(text, UTF_8));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
