package magpie.kit.log;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import magpie.api.log.Batch;
import magpie.kit.json.Json;
import tools.jackson.databind.ObjectReader;

/**
 * Reads and writes the events of one topic: the type is the record's simple name, the body its JSON. Unknown members are
 * ignored, so that an older consumer reads a newer producer's events.
 */
public final class EventCodec {
    private final String topic;
    private final Map<String, ObjectReader> readers;

    private EventCodec(String topic, Map<String, ObjectReader> readers) {
        this.topic = topic;
        this.readers = readers;
    }

    /** A codec for the records that a topic's sealed interface permits. */
    public static EventCodec of(String topic, Class<?> sealedInterface) {
        return new EventCodec(
                topic,
                Arrays.stream(sealedInterface.getPermittedSubclasses())
                        .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Json.MAPPER::readerFor)));
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }

    /** Whether this program has a record of that name: a newer one may have written events it does not know. */
    public boolean knows(String type) {
        return readers.containsKey(type);
    }

    /** The event in a stored entry; fails on a type this program does not know. */
    public Event read(Batch.Entry entry) {
        ObjectReader reader = readers.get(entry.type());
        if (reader == null) {
            throw new IllegalArgumentException(
                    "event type: " + entry.type() + " (expected: one of " + readers.keySet() + ")");
        }
        return new Event(topic, entry.offset(), entry.key(), entry.at(), reader.readValue(entry.body()));
    }

    static String type(Object event) {
        return event.getClass().getSimpleName();
    }

    static String body(Object event) {
        return Json.MAPPER.writeValueAsString(event);
    }
}
