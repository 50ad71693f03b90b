/** What was asked for and acknowledged, and whether the network keeps it. Start with {@link magpie.chaos.audit.Ledger}. */
@NullMarked
package magpie.chaos.audit;

import org.jspecify.annotations.NullMarked;
