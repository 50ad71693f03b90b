/** Copies of the graph on other servers: how they are filled and kept up, and when they are read instead of the first. */
@NullMarked
package magpie.graph.neo4j.copies;

import org.jspecify.annotations.NullMarked;
