package magpie.kit.log;

import java.util.List;

/**
 * What a store has told in the transactions of its changes and the event log does not have yet. One relay at a time
 * moves it: rows of one key come in the order of their changes, a row may come more than once, none is left out.
 */
public interface Outbox {
    /** The oldest rows that are not known to be in the log; of one key none before those it follows. */
    List<Row> pending(int limit);

    /** These rows, which {@link #pending} gave, are in the log for good. */
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
        /** The row that tells of an event now. */
        public static Row of(long id, String topic, long key, Object event) {
            return new Row(id, topic, key, System.currentTimeMillis(), EventCodec.type(event), EventCodec.body(event));
        }
    }
}
