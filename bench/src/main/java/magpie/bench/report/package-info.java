/** Figures and their uses: tables, result files, plots, drift. Also the progress of a bench. */
@NullMarked
package magpie.bench.report;

import org.jspecify.annotations.NullMarked;
