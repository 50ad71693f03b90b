/** Answers of unknown length: content written as it is made, and streams that stay open until one side ends them. */
@NullMarked
package magpie.gateway.http.stream;

import org.jspecify.annotations.NullMarked;
