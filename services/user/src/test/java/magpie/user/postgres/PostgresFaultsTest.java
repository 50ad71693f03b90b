package magpie.user.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.engines.Engines;
import magpie.user.Stores;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("engines")
@Timeout(120)
class PostgresFaultsTest {
    private static final int WRITERS = 4;
    private static final int SOME = 100;

    private TestDatabase database;
    private PostgresUsers users;
    private Stores stores;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        users = database.open();
        stores = TestDatabase.stores(users);
    }

    @AfterEach
    void close() {
        users.close();
        database.close();
    }

    @Test
    void what_was_acknowledged_survives_a_kill_and_writing_goes_on_by_itself() {
        String primary = TestDatabase.primaryNode();
        AtomicLong ids = new AtomicLong();
        Set<Long> made = ConcurrentHashMap.newKeySet();
        AtomicBoolean enough = new AtomicBoolean();

        Together.run(WRITERS + 1, i -> () -> i < WRITERS ? register(ids, made, enough) : kill(primary, made, enough));

        assertThat(made).hasSizeGreaterThan(2 * SOME).allSatisfy(id -> {
            assertThat(stores.users().account(id)).isNotNull();
            assertThat(stores.sessions().session(10 * id)).isNotNull();
        });
        assertThat(users.outbox().pending(10_000))
                .extracting(row -> row.key())
                .containsAll(made)
                .doesNotHaveDuplicates();
    }

    /** As many as there is time for; what was refused may have been stored and was not promised. */
    private int register(AtomicLong ids, Set<Long> made, AtomicBoolean enough) {
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

    private static boolean kill(String primary, Set<Long> made, AtomicBoolean enough) {
        try {
            Await.until(() -> made.size() > SOME);
            Engines.kill(primary);
            TestDatabase.restart(primary);
            int before = made.size();
            Await.until(() -> made.size() > before + SOME);
            return true;
        } finally {
            enough.set(true);
        }
    }

    @Test
    void a_primary_that_only_reads_refuses_writes_until_it_takes_them_again() {
        stores.register(1, "alice", 5);
        TestDatabase.onServer("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
        try {
            Await.until(() -> users.database()
                            .read(sql -> sql.number(
                                    "SELECT 1 FROM pg_settings"
                                            + " WHERE name = 'default_transaction_read_only' AND setting = 'on'",
                                    0))
                    == 1);
            assertUnavailable(() -> stores.register(2, "bob", 5));
        } finally {
            TestDatabase.onServer("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()");
        }
        Await.until(() -> registers(3));

        assertThat(stores.users().credentials("alice")).isNotNull();
        assertThat(stores.users().credentials("bob")).isNull();
    }

    @Test
    void a_full_disk_refuses_writes_until_there_is_room() {
        stores.register(1, "alice", 5);
        database.execute("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$"
                + " BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';"
                + " END $$");
        database.execute("CREATE TRIGGER full_disk BEFORE INSERT ON session EXECUTE FUNCTION full_disk()");

        assertUnavailable(() -> stores.register(2, "bob", 5));
        assertThat(stores.users().credentials("alice")).isNotNull();
        assertThat(stores.users().credentials("bob")).isNull();
        assertThat(stores.events()).hasSize(1);

        database.execute("DROP TRIGGER full_disk ON session");
        stores.register(2, "bob", 5);
        assertThat(stores.events()).hasSize(2);
    }

    private boolean registers(long id) {
        try {
            stores.register(id, "user" + id, 5);
            return true;
        } catch (ServiceException e) {
            return false;
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
    }
}
