/**
 * Who may come in now, and who waits: places under way, bytes and time for what is on the network.
 */
@NullMarked
package magpie.gateway.http.admission;

import org.jspecify.annotations.NullMarked;
