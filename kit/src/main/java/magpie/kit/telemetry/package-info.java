/**
 * What the program reports about itself: metrics for Prometheus and logs for people or machines. Start with
 * {@link magpie.kit.telemetry.Telemetry} and {@link magpie.kit.telemetry.Logging}.
 */
@NullMarked
package magpie.kit.telemetry;

import org.jspecify.annotations.NullMarked;
