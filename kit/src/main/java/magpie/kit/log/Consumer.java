package magpie.kit.log;

/** Reacts to the events of a topic. */
public interface Consumer {
    /**
     * Reacts to one event, which may come again after a crash: the effect must be the same. Either finishes before it
     * returns and then calls {@link Ack#done}, or hands the event on and calls it later, from any thread. An exception
     * means: try again. Events of different keys may come from several threads at once.
     */
    void accept(Event event, Ack ack);

    /** Where a consumer says that an event's effects are complete. */
    interface Ack {
        /** The effects are complete and, where they must be, durable. */
        void done();

        /**
         * The effects will be complete much later, which {@link #done} will say: what comes after the event need not wait for
         * that. Until then a crash brings it again, and all after it.
         */
        default void later() {}

        /** The event cannot be digested: it is set aside and shown. */
        void failed(Throwable reason);
    }
}
