package magpie.user.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

        new Load(users).survives(() -> {
            Engines.kill(primary);
            TestDatabase.restart(primary);
        });
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
