package magpie.gateway;

import magpie.api.user.UserEvent;
import magpie.gateway.auth.Revocations;
import magpie.gateway.view.Authors;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.kit.near.Unseen;

/**
 * Follows the topic of users from its end as of the start: evicts from the caches, and refuses ended sessions.
 * Idempotent.
 */
final class GatewayConsumer implements Consumer {
    private final Revocations revocations;
    private final Unseen unseen;
    private final Authors authors;

    GatewayConsumer(Revocations revocations, Unseen unseen, Authors authors) {
        this.unseen = unseen;
        this.revocations = revocations;
        this.authors = authors;
    }

    @Override
    public void accept(Event event, Ack ack) {
        if (event.body() instanceof UserEvent change) {
            // First: what is read from here on may still be stale.
            unseen.heard(change, event.at());
            react(change);
        }
        ack.done();
    }

    private void react(UserEvent change) {
        if (change instanceof UserEvent.SessionEnded ended) {
            revocations.endSession(ended.sessionId());
        } else {
            authors.forget(change.userId());
        }
    }
}
