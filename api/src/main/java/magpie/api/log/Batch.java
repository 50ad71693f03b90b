package magpie.api.log;

import java.util.List;

/**
 * Events of one topic in order.
 *
 * @param events the events, oldest first; empty when none came in time
 */
public record Batch(List<Entry> events) {
    /**
     * One event as it is stored.
     *
     * @param offset its place in the topic
     * @param key what it is ordered by, a user's id
     * @param at when it was written, in milliseconds since 1970
     * @param type the simple name of its record, for example {@code Published}
     * @param body its record as JSON: ids and routing facts, never text or addresses
     */
    public record Entry(long offset, long key, long at, String type, String body) {}
}
