package magpie.api.log;

import magpie.api.Empty;
import magpie.api.ReadOnly;

/**
 * The topics one service produces, for consumers in other processes. A topic is an ordered, durable, replayable list
 * of events; offsets grow by time and have gaps. Events of one key stay in order; delivery is at least once.
 */
public interface Topics {
    /** Reads events after an offset; waits up to {@code waitMillis} when there are none yet. */
    @ReadOnly
    Batch read(Read request);

    /** The offset of the newest event of each topic that this service produces. */
    @ReadOnly
    Ends ends(Empty request);
}
