/**
 * The machine room, written once: stores, log, ids, settings, remote calls, telemetry. Knows no service.
 */
@NullMarked
package magpie.kit;

import org.jspecify.annotations.NullMarked;
