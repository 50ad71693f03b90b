package magpie.user;

import java.util.List;
import java.util.function.Supplier;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.api.user.UserEvent;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import magpie.user.store.KeyStore;
import magpie.user.store.SessionStore;
import magpie.user.store.SessionStore.NewSession;
import magpie.user.store.UserStore;
import magpie.user.store.UserStore.NewAccount;

/** The ports of the user service on one empty store, with the events so far, in order and bounded. */
public record Stores(UserStore users, SessionStore sessions, KeyStore keys, Supplier<List<Batch.Entry>> told) {
    private static final EventCodec CODEC = EventCodec.of(UserEvent.TOPIC, UserEvent.class);
    private static final byte[] SECRET = {1, 2, 3};

    /** Stores that write a topic. */
    public static Stores of(UserStore users, SessionStore sessions, KeyStore keys, Topics topics) {
        return new Stores(
                users,
                sessions,
                keys,
                () -> topics.read(new Read(UserEvent.TOPIC, 0, 1_000, 0)).events());
    }

    /** Returns all events so far. */
    public List<Object> events() {
        return told.get().stream().map(CODEC::read).map(Event::body).toList();
    }

    public NewAccount account(long id, String name) {
        return new NewAccount(id, name, name + "@example.org", "hash of " + name, name);
    }

    public NewSession session(long id, long userId, long at) {
        return new NewSession(id, userId, "device " + id, SECRET, digest(0), at);
    }

    /** An account and its first session, whose id is ten times the account's. */
    public void register(long id, String name, long at) {
        users.create(account(id, name), session(id * 10, id, at), 0);
    }

    public static byte[] digest(int token) {
        return new byte[] {(byte) token};
    }
}
