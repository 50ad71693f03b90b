/** Replicas of the graph on other servers: how they are filled and kept up to date, and when they are read. */
@NullMarked
package magpie.graph.neo4j.replicas;

import org.jspecify.annotations.NullMarked;
