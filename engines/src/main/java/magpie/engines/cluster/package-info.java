/**
 * Magpie itself on these engines: its roles as separate processes, the load balancer before them, and the command for
 * both. Start with {@link magpie.engines.cluster.ClusterMain}.
 */
@NullMarked
package magpie.engines.cluster;

import org.jspecify.annotations.NullMarked;
