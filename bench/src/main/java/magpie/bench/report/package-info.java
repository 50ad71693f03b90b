/**
 * Figures and what is made of them: tables, files of results, plots, whether a series drifts. And how a bench says how far
 * it is.
 */
@NullMarked
package magpie.bench.report;

import org.jspecify.annotations.NullMarked;
