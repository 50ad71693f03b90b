package magpie.kit.log;

/** Reacts to the events of a topic. */
public interface Consumer {
    /**
     * Reacts to one event, idempotently: it may come again after a crash. Either finishes before it returns and then
     * calls {@link Ack#done}, or hands the event on and calls it later, from any thread. An exception means: retry.
     * Events of different keys may come from several threads at once.
     */
    void accept(Event event, Ack ack);

    /** Where a consumer says that an event's effects are complete. */
    interface Ack {
        /** The effects are complete and, where they must be, durable. */
        void done();

        /**
         * The effects will be complete much later, when {@link #done} is called; later events need not wait for that. A
         * crash before then repeats the event, and all after it.
         */
        default void later() {}

        /** The event cannot be processed: it becomes a dead letter. */
        void failed(Throwable reason);
    }
}
