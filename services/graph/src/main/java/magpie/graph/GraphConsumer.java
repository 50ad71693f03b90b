package magpie.graph;

import magpie.api.user.UserEvent;
import magpie.graph.store.GraphStore;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;

/**
 * Deletes all that the graph has of an account that was deleted. In chunks, between which others write; only when all
 * is gone is the event done, so that a crash in between carries on. An event that comes again finds nothing to do.
 */
final class GraphConsumer implements Consumer {
    /** Some 10 ms of the writer's time. */
    static final int CHUNK = 500;

    private final GraphStore store;

    GraphConsumer(GraphStore store) {
        this.store = store;
    }

    @Override
    public void accept(Event event, Ack ack) {
        if (event.body() instanceof UserEvent.Deleted deleted) {
            erase(deleted.userId());
        }
        ack.done();
    }

    private void erase(long userId) {
        boolean more = true;
        while (more) {
            more = store.erase(userId, CHUNK);
        }
    }
}
