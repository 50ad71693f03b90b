/** The shared infrastructure: stores, log, ids, settings, remote calls, telemetry. Knows no service. */
@NullMarked
package magpie.kit;

import org.jspecify.annotations.NullMarked;
