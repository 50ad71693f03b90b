/**
 * Runs the servers of the cluster product on one machine, without Docker, for development, tests and benchmarks:
 * fetched from Maven Central and Debian, started on loopback, each with its own folder. Start with
 * {@link magpie.engines.node.ServerKind}; {@link magpie.engines.EngineSet} starts and stops them.
 */
@NullMarked
package magpie.engines;

import org.jspecify.annotations.NullMarked;
