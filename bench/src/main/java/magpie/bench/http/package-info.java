/**
 * A small HTTP/1.1 client for load: one blocking connection a worker, bytes in, bytes out. Start with {@link
 * magpie.bench.http.HttpConnection}.
 */
@NullMarked
package magpie.bench.http;

import org.jspecify.annotations.NullMarked;
