package magpie.user.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.log.Outbox;
import magpie.user.Stores;

/** People who register continuously, and what was acknowledged to them. */
final class Load {
    private static final int WRITERS = 4;
    private static final int SOME = 100;

    private final PostgresUsers users;
    private final Stores stores;
    private final AtomicLong ids = new AtomicLong(1_000);
    private final Set<Long> made = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean enough = new AtomicBoolean();

    Load(PostgresUsers users) {
        this.users = users;
        this.stores = TestDatabase.stores(users);
    }

    /** Some register, a fault comes and goes, some more register: all that was acknowledged is there. */
    void survives(Runnable fault) {
        Together.run(WRITERS + 1, i -> () -> i < WRITERS ? register() : happen(fault));

        assertThat(made).hasSizeGreaterThan(2 * SOME).allSatisfy(id -> {
            assertThat(stores.users().account(id)).isNotNull();
            assertThat(stores.sessions().session(10 * id)).isNotNull();
        });
        assertThat(users.outbox().pending(10_000))
                .extracting(Outbox.Row::key)
                .containsAll(made)
                .doesNotHaveDuplicates();
    }

    /** A refused registration may have been stored, but was not promised. */
    private int register() {
        int refused = 0;
        while (!enough.get()) {
            long id = ids.incrementAndGet();
            try {
                stores.register(id, "user" + id, 5);
                made.add(id);
            } catch (ServiceException e) {
                assertThat(e.code()).isEqualTo(Code.UNAVAILABLE);
                refused++;
            }
        }
        return refused;
    }

    private boolean happen(Runnable fault) {
        try {
            Await.until(() -> made.size() > SOME);
            fault.run();
            int before = made.size();
            Await.until(() -> made.size() > before + SOME);
            return true;
        } finally {
            enough.set(true);
        }
    }
}
