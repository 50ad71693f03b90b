package magpie.gateway;

import magpie.api.user.UserEvent;
import magpie.gateway.auth.Revocations;
import magpie.gateway.view.Authors;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.kit.near.Unseen;

/**
 * Follows the topic of users from its end as it was at the start: what is near is forgotten, ended sessions are refused.
 * All of it may come twice.
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
            unseen.heard(
                    change, event.at()); // first: what is asked for anew from here on may still be as it was before
            react(change, event.at());
        }
        ack.done();
    }

    private void react(UserEvent change, long at) {
        switch (change) {
            case UserEvent.SessionEnded ended -> revocations.endSession(ended.sessionId());
            case UserEvent.Suspended suspended -> {
                revocations.suspendUser(suspended.userId(), at);
                authors.forget(suspended.userId());
            }
            case UserEvent.Deleted deleted -> {
                revocations.endUser(deleted.userId());
                authors.forget(deleted.userId());
            }
            case UserEvent.Restored restored -> {
                revocations.restoreUser(restored.userId(), at);
                authors.forget(restored.userId());
            }
            case UserEvent.Registered registered -> authors.forget(registered.userId());
            case UserEvent.ProfileChanged changed -> authors.forget(changed.userId());
        }
    }
}
