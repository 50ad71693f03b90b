/** How the graph is changed: the schema, one writer that makes changes last in groups, and what one group decides. */
@NullMarked
package magpie.graph.neo4j.changes;

import org.jspecify.annotations.NullMarked;
