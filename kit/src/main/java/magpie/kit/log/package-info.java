/**
 * The event log: a service's outbox table is its topic; consumers read it by offset. Start with
 * {@link magpie.kit.log.ConsumerLoop}.
 */
@NullMarked
package magpie.kit.log;

import org.jspecify.annotations.NullMarked;
