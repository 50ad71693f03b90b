/** What a program that uses the client looks like. */
@NullMarked
package magpie.client.example;

import org.jspecify.annotations.NullMarked;
