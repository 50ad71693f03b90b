/**
 * The load generator: it knows a Magpie only by its public API and its admin port, as an outside program does. Start with
 * {@link magpie.bench.FeedBench}, which tells the run from beginning to end.
 */
@NullMarked
package magpie.bench;

import org.jspecify.annotations.NullMarked;
