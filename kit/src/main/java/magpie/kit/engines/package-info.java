/**
 * What all adapters of the cluster product's engines share: how each gets its own settings and passwords, and the wait for
 * a server at the start. Which engines there are is not known here. Start with {@link magpie.kit.engines.EngineSettings}.
 */
@NullMarked
package magpie.kit.engines;

import org.jspecify.annotations.NullMarked;
