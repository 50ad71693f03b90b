/**
 * The servers of the cluster product on one machine, without Docker, for development, tests and benches: fetched from
 * Maven Central and Debian, started on loopback, each with a folder of its own. Start with
 * {@link magpie.engines.node.Engine}; {@link magpie.engines.EngineSet} brings them up and down.
 */
@NullMarked
package magpie.engines;

import org.jspecify.annotations.NullMarked;
