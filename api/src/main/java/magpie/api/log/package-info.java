/**
 * Reading a service's event topics, here or from another process. Start with {@link magpie.api.log.Topics}.
 */
@NullMarked
package magpie.api.log;

import org.jspecify.annotations.NullMarked;
