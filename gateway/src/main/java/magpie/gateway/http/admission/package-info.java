/** Admission control: who may come in now, who waits, and what bytes and time each may take. */
@NullMarked
package magpie.gateway.http.admission;

import org.jspecify.annotations.NullMarked;
