/**
 * Answers without a length: what is written while it is made, and streams that stay open until one side ends them.
 */
@NullMarked
package magpie.gateway.http.stream;

import org.jspecify.annotations.NullMarked;
