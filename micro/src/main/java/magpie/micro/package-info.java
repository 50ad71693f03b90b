/**
 * Benchmarks of inner pieces, run by JMH. JMH makes the states, calls set-up before anything else, and writes the classes
 * that call the rest.
 */
@NullMarked
package magpie.micro;

import org.jspecify.annotations.NullMarked;
