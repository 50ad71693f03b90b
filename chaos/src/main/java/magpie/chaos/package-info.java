/**
 * Breaks parts of a running network under load, and proves that nothing acknowledged is lost. It knows a Magpie only by
 * its public API, by the client of {@code client/}, its processes and its launcher, as an outside program does. Start with {@link magpie.chaos.ChaosRun},
 * which tells a run from beginning to end. The ledger and the audit serve the tests too.
 */
@NullMarked
package magpie.chaos;

import org.jspecify.annotations.NullMarked;
