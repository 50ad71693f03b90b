/** What is broken, and how: a network's processes, what is done to them, and how it is undone. Start with {@link magpie.chaos.fault.Breaker}. */
@NullMarked
package magpie.chaos.fault;

import org.jspecify.annotations.NullMarked;
