/** What a bench is: a name, its flags with their help, and what happens with its results. */
@NullMarked
package magpie.bench.command;

import org.jspecify.annotations.NullMarked;
