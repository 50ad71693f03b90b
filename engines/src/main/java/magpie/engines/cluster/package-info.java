/**
 * Magpie itself on these engines: its roles as processes of their own, the balancer before them, and the command for both.
 * Start with {@link magpie.engines.cluster.ClusterMain}.
 */
@NullMarked
package magpie.engines.cluster;

import org.jspecify.annotations.NullMarked;
