/** The way to one server, and what of it is not the graph: the outbox and the leases. */
@NullMarked
package magpie.graph.neo4j.server;

import org.jspecify.annotations.NullMarked;
