/** Request bodies: how much may come, how fast, and in which form. */
@NullMarked
package magpie.gateway.http.body;

import org.jspecify.annotations.NullMarked;
