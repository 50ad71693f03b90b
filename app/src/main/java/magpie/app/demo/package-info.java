/**
 * A made-up cast for an empty instance, so that there is something to look at. Start with
 * {@link magpie.app.demo.Demo}.
 */
@NullMarked
package magpie.app.demo;

import org.jspecify.annotations.NullMarked;
