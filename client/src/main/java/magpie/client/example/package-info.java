/** An example program that uses the client. */
@NullMarked
package magpie.client.example;

import org.jspecify.annotations.NullMarked;
