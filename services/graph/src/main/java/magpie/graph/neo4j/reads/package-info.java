/** Reads of the graph: lists, counts, what feeds are made from, and who blocks whom. */
@NullMarked
package magpie.graph.neo4j.reads;

import org.jspecify.annotations.NullMarked;
