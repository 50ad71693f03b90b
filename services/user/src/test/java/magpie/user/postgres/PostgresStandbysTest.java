package magpie.user.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.engines.Engines;
import magpie.user.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Needs a set of three nodes. */
@Tag("engines")
@Timeout(120)
@Tag("full")
class PostgresStandbysTest {
    private final List<String> standbys = TestDatabase.standbyNodes();
    private TestDatabase database;
    private PostgresUsers users;
    private Stores stores;

    @BeforeEach
    void open() {
        assertThat(standbys).as("standbys; ./magpie engines up --nodes 3").hasSize(2);
        database = TestDatabase.create();
        users = database.open();
        stores = TestDatabase.stores(users);
        stores.register(1, "alice", 5);
    }

    @AfterEach
    void close() {
        users.close();
        database.close();
    }

    @Test
    void profiles_come_from_standbys() {
        Await.until(() -> isAStandbyAsked());

        assertThat(stores.users().profiles(1)).extracting(Profile::username).containsExactly("alice");
    }

    @Test
    void a_profile_is_never_older_than_the_last_change_made_here() {
        Await.until(() -> isAStandbyAsked());
        TestDatabase.onStandbys("SELECT pg_wal_replay_pause()");
        try {
            stores.users().update(1, null, PostgresStandbysTest::renamed);
            assertThat(stores.users().profiles(1))
                    .extracting(Profile::displayName)
                    .containsExactly("Alice B.");
            assertThat(isAStandbyAsked()).isFalse();
        } finally {
            TestDatabase.onStandbys("SELECT pg_wal_replay_resume()");
        }
        Await.until(() -> isAStandbyAsked());
    }

    @Test
    void a_profile_is_never_older_than_a_change_elsewhere_that_was_heard_of() {
        Await.until(() -> isAStandbyAsked());
        TestDatabase.onStandbys("SELECT pg_wal_replay_pause()");
        try (PostgresUsers elsewhere = database.open()) {
            elsewhere.users().update(1, null, PostgresStandbysTest::renamed);
            assertThat(displayNames()).as("a standby, which does not have it").containsExactly("alice");

            users.changed();

            assertThat(displayNames()).containsExactly("Alice B.");
        } finally {
            TestDatabase.onStandbys("SELECT pg_wal_replay_resume()");
        }
    }

    @Test
    void an_account_that_no_standby_has_yet_is_there() {
        Await.until(() -> isAStandbyAsked());
        TestDatabase.onStandbys("SELECT pg_wal_replay_pause()");
        try (PostgresUsers elsewhere = database.open()) {
            TestDatabase.stores(elsewhere).register(2, "bob", 5);

            assertThat(stores.users().profiles(1, 2)).hasSize(2);
            assertThat(stores.users().profilesByName(List.of("bob"))).hasSize(1);
        } finally {
            TestDatabase.onStandbys("SELECT pg_wal_replay_resume()");
        }
    }

    @Test
    void one_standby_that_hangs_hinders_nobody_for_long() {
        Await.until(() -> isAStandbyAsked());
        Engines.pause(standbys.getFirst());
        try {
            for (int i = 2; i < 20; i++) {
                stores.register(i, "user" + i, 5);
                assertThat(stores.users().profiles(i)).hasSize(1);
            }
        } finally {
            Engines.resume(standbys.getFirst());
        }
    }

    @Test
    void with_no_standby_the_primary_is_asked() {
        Await.until(() -> isAStandbyAsked());
        standbys.forEach(Engines::kill);
        try {
            assertThat(stores.users().profiles(1)).hasSize(1);
        } finally {
            standbys.forEach(TestDatabase::restart);
        }
        Await.until(() -> isAStandbyAsked());
    }

    @Test
    void a_standby_that_becomes_the_primary_is_found_and_nothing_acknowledged_is_lost() {
        String primary = TestDatabase.primaryNode();

        new Load(users).survives(() -> {
            Engines.kill(primary);
            Engines.promote("postgres");
        });

        TestDatabase.restart(primary);
        assertThat(TestDatabase.primaryNode()).isNotEqualTo(primary);
    }

    private List<String> displayNames() {
        return stores.users().profiles(1).stream().map(Profile::displayName).toList();
    }

    private boolean isAStandbyAsked() {
        return users.database().readBehind(sql -> sql.number("SELECT pg_is_in_recovery()::int", 0)) == 1;
    }

    private static Account renamed(Account account) {
        Profile profile = new Profile(1, "alice", "Alice B.", "", null, null);
        return new Account(profile, account.email(), account.settings());
    }
}
