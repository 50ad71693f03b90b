package magpie.graph;

import magpie.api.user.UserEvent;
import magpie.graph.store.GraphStore;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;

/**
 * Removes a deleted account from the graph. Works in chunks, between which others write, and acknowledges the event
 * only when all is gone, so that it carries on after a crash. A repeated event finds nothing to do.
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
            deleteUser(deleted.userId());
        }
        ack.done();
    }

    private void deleteUser(long userId) {
        boolean more = true;
        while (more) {
            more = store.deleteUser(userId, CHUNK);
        }
    }
}
