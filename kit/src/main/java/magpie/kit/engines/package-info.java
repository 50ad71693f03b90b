/** Where the servers of the cluster product are. Start with {@link magpie.kit.engines.EnginesConfig}. */
@NullMarked
package magpie.kit.engines;

import org.jspecify.annotations.NullMarked;
