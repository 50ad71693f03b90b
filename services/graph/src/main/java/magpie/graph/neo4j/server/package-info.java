/** The connection to one server, with the outbox and the leases, which are not part of the graph. */
@NullMarked
package magpie.graph.neo4j.server;

import org.jspecify.annotations.NullMarked;
