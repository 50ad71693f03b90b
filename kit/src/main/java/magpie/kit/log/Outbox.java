package magpie.kit.log;

import java.util.List;

/**
 * The events that a store wrote in the transactions of its changes and that are not in the log yet. One relay at a time
 * moves them: rows of one key keep the order of their changes, a row may come more than once, none is left out.
 */
public interface Outbox {
    /** The oldest rows that are not known to be in the log; rows of one key in their order. */
    List<Row> pending(int limit);

    /** Marks rows from {@link #pending} as stored in the log for good. */
    void sent(List<Row> rows);

    /** Calls a listener when this process has added rows, soon after their commit; it must be quick. */
    void onAppend(Runnable listener);

    /**
     * An event on its way.
     *
     * @param id the event's own, by which consumers know it again
     * @param topic where it belongs
     * @param key what it is ordered by
     * @param at when it was written, in milliseconds since 1970
     * @param type the simple name of its record
     * @param body its record as JSON
     */
    record Row(long id, String topic, long key, long at, String type, String body) {
        /** A row for an event that happens now. */
        public static Row of(long id, String topic, long key, Object event) {
            return new Row(id, topic, key, System.currentTimeMillis(), EventCodec.type(event), EventCodec.body(event));
        }
    }
}
