/**
 * Breaks parts of a running network under load, and proves that nothing acknowledged is lost. It knows a Magpie only by
 * its public API, through {@code client/}, its processes and its launcher, like any outside program. Start with
 * {@link magpie.chaos.ChaosRun}, which shows a run from beginning to end. The tests use the ledger and the audit too.
 */
@NullMarked
package magpie.chaos;

import org.jspecify.annotations.NullMarked;
