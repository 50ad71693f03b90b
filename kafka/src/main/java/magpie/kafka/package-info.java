/**
 * The event log on Kafka. Start with {@link magpie.kafka.KafkaLog}; docs/adr/0011-outbox-and-event-schema.md says why
 * it is as it is.
 */
@NullMarked
package magpie.kafka;

import org.jspecify.annotations.NullMarked;
