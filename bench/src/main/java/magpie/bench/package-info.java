/**
 * The benches. They know a Magpie only by its public API, its admin port and its launcher, like any outside program.
 * Start with {@link magpie.bench.FeedBench}, which shows a run from beginning to end; {@link magpie.bench.rig.Rig} is
 * what most of them drive.
 */
@NullMarked
package magpie.bench;

import org.jspecify.annotations.NullMarked;
