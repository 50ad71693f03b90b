/**
 * The event log on Kafka. Start with {@link magpie.kafka.KafkaLog}; docs/adr/0011-outbox-and-event-schema.md has the
 * reasons for its design.
 */
@NullMarked
package magpie.kafka;

import org.jspecify.annotations.NullMarked;
