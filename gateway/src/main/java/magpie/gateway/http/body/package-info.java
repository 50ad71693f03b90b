/**
 * What a request brings besides its head: how much of it, how fast, and in which form.
 */
@NullMarked
package magpie.gateway.http.body;

import org.jspecify.annotations.NullMarked;
