/** Changes of the graph: the schema, one writer that commits changes in groups, and what a group decides. */
@NullMarked
package magpie.graph.neo4j.changes;

import org.jspecify.annotations.NullMarked;
