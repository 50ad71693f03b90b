/**
 * What all engine adapters of the cluster product share: their settings and passwords, and the wait for a server at the
 * start. This package does not know which engines exist. Start with {@link magpie.kit.engines.EngineSettings}.
 */
@NullMarked
package magpie.kit.engines;

import org.jspecify.annotations.NullMarked;
