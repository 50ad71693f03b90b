package magpie.user.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import magpie.api.Code;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.api.user.Settings;
import magpie.api.user.UserEvent;
import magpie.kit.expiry.Expiry;
import magpie.user.Stores;
import magpie.user.store.SessionStore.Spending;
import magpie.user.store.SessionStore.Spent;
import magpie.user.store.UserStore.NewAccount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two change the same account at the same time: the result is as if one came after the other. */
@Tag("engines")
class PostgresConcurrencyTest {
    private static final int AT_ONCE = 8;

    private static TestDatabase database;
    private static PostgresUsers users;
    private static PostgresUsers elsewhere;
    private final Stores stores = TestDatabase.stores(users);

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        users = database.open();
        elsewhere = database.open();
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    static void close() {
        elsewhere.close();
        users.close();
        database.close();
    }

    /** Every other one in another process, as far as the database can tell. */
    private static PostgresUsers process(int number) {
        return number % 2 == 0 ? users : elsewhere;
    }

    /** The first process has asked for its row when its deadline passes, and gets it later. */
    @Test
    void what_waited_for_a_lock_too_long_is_not_made() throws Exception {
        stores.register(1, "alice", 5);
        CountDownLatch locked = new CountDownLatch(1);
        Expiry soon = Expiry.NEVER.earlier(System.currentTimeMillis() + 500);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Account> second = threads.submit(() -> elsewhere.users().update(1, null, account -> {
                locked.countDown();
                Await.until(soon::isOver);
                return moved(account, "second@example.org");
            }));
            locked.await();
            assertThatThrownBy(() -> soon.during(
                            () -> users.users().update(1, null, account -> moved(account, "first@example.org"))))
                    .hasMessage(Expiry.tooLate().safeMessage());
            assertThat(second.get()).isEqualTo(users.users().account(1).account());
        }
    }

    @RepeatedTest(5)
    void one_of_those_who_take_the_same_name_has_it() {
        List<Object> outcomes = Together.run(AT_ONCE, i -> () -> {
            NewAccount account = new NewAccount(i + 1, "alice", "alice" + i + "@example.org", "hash", "Alice");
            process(i).users().create(account, stores.session(i + 1, i + 1, 5), 0);
            return "made";
        });

        assertThat(outcomes)
                .containsOnlyOnce("made")
                .filteredOn(outcome -> !outcome.equals("made"))
                .containsOnly(Code.USERNAME_TAKEN);
        assertThat(stores.events()).hasSize(1);
    }

    @RepeatedTest(5)
    void one_of_those_who_take_the_same_address_has_it() {
        for (int i = 1; i <= AT_ONCE; i++) {
            stores.register(i, "user" + i, 5);
        }

        List<Object> outcomes = Together.run(AT_ONCE, i -> () -> {
            process(i).users().update(i + 1, null, account -> moved(account, "Same@example.org"));
            return "moved";
        });

        assertThat(outcomes)
                .containsOnlyOnce("moved")
                .filteredOn(outcome -> !outcome.equals("moved"))
                .containsOnly(Code.EMAIL_TAKEN);
    }

    @Test
    void no_change_of_an_account_is_lost() {
        stores.register(1, "alice", 5);

        List<Object> outcomes = Together.run(40, i -> () -> {
            process(i).users().update(1, null, account -> longer(account));
            return "changed";
        });

        assertThat(outcomes).containsOnly("changed");
        assertThat(stores.users().account(1).account().profile().bio()).hasSize(40);
        assertThat(stores.events()).hasSize(41);
    }

    @RepeatedTest(5)
    void a_token_refreshed_twice_at_once_is_rotated_once_and_repeated_once() {
        stores.register(1, "alice", 5);

        List<Object> outcomes = Together.run(
                2,
                i -> () -> process(i).sessions().spend(new Spending(10, Stores.digest(0), Stores.digest(1), 100, 70)));

        assertThat(outcomes).containsExactlyInAnyOrder(Spent.ROTATED, Spent.REPEATED);
        assertThat(stores.sessions().session(10)).isNotNull();
    }

    @RepeatedTest(10)
    void nobody_stays_signed_in_with_a_password_that_was_replaced() {
        stores.register(1, "alice", 5);

        Together.run(
                AT_ONCE,
                i -> () -> i == 3
                        ? users.users().changePassword(1, "hash of alice", "new", 0, 9)
                        : process(i).sessions().open(stores.session(100 + i, 1, 6), "hash of alice", 100));

        assertThat(stores.sessions().signedIn(1, 0, 100)).isEmpty();
    }

    @RepeatedTest(5)
    void sessions_opened_at_once_keep_to_the_limit() {
        stores.register(1, "alice", 5);

        Together.run(
                AT_ONCE, i -> () -> process(i).sessions().open(stores.session(100 + i, 1, 6 + i), "hash of alice", 3));

        assertThat(stores.sessions().signedIn(1, 0, 100)).hasSize(3);
    }

    @RepeatedTest(5)
    void a_session_that_several_end_is_told_to_have_ended_once() {
        stores.register(1, "alice", 5);

        Together.run(
                AT_ONCE,
                i -> () -> i == 0
                        ? users.users().changePassword(1, "hash of alice", "new", 0, 9)
                        : process(i).sessions().end(1, 10, 9));

        assertThat(stores.events()).containsOnlyOnce(new UserEvent.SessionEnded(1, 10));
    }

    @RepeatedTest(10)
    void an_account_is_deleted_or_has_a_new_password() {
        stores.register(1, "alice", 5);

        List<Object> outcomes = Together.run(
                2,
                i -> () -> i == 0
                        ? users.users().changePassword(1, "hash of alice", "new", 0, 9)
                        : elsewhere.users().delete(1, "hash of alice", 9));

        boolean lives = outcomes.getFirst().equals(true);
        assertThat(outcomes.getLast()).isEqualTo(!lives);
        assertThat(stores.users().account(1) != null).isEqualTo(lives);
        assertThat(count("SELECT count(*) FROM tombstone")).isEqualTo(lives ? 0 : 1);
    }

    @RepeatedTest(20)
    void accounts_made_in_bulk_in_opposite_orders_are_made_once() {
        List<Object> outcomes = Together.run(
                2,
                i -> () -> process(i)
                        .users()
                        .provision(
                                IntStream.range(0, 20)
                                        .map(n -> i == 0 ? n : 19 - n)
                                        .mapToObj(n -> stores.account(100 * (i + 1) + n, "user" + n))
                                        .toList(),
                                0));

        assertThat(outcomes).allMatch(List.class::isInstance);
        assertThat(stores.events()).hasSize(20);
    }

    private static long count(String query) {
        return users.database().read(sql -> sql.number(query, 0));
    }

    private static Account moved(Account account, String email) {
        return new Account(account.profile(), email, new Settings(""));
    }

    private static Account longer(Account account) {
        Profile before = account.profile();
        Profile after =
                new Profile(before.id(), before.username(), before.displayName(), before.bio() + "x", null, null);
        return new Account(after, account.email(), account.settings());
    }
}
