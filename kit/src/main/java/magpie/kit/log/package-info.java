/**
 * The event log: topics that services write with their changes, and consumers of them. Start with
 * {@link magpie.kit.log.EventLog}; in the embedded product a service's outbox table is its topic.
 */
@NullMarked
package magpie.kit.log;

import org.jspecify.annotations.NullMarked;
