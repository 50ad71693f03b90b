/**
 * Stores the graph in Neo4j. Accounts are nodes {@code User} with their counts and celebrity status; a follow, block or
 * mute is a relationship with the ids of both ends and its own. No list is read by expanding a node: each is a range of
 * an index on relationship properties, so it costs the same whether an account has ten followers or a million. Start
 * with {@link magpie.graph.neo4j.Neo4jGraph}.
 */
@NullMarked
package magpie.graph.neo4j;

import org.jspecify.annotations.NullMarked;
