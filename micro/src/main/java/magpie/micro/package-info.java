/**
 * Microbenchmarks of single components, run by JMH, which makes the states, calls set-up before anything else, and
 * generates the classes that call the rest.
 */
@NullMarked
package magpie.micro;

import org.jspecify.annotations.NullMarked;
