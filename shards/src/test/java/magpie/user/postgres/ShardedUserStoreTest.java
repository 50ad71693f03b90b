package magpie.user.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.user.Account;
import magpie.api.user.Profile;
import magpie.user.KeyStoreContract;
import magpie.user.SessionStoreContract;
import magpie.user.Stores;
import magpie.user.UserStoreContract;
import magpie.user.postgres.Claims.Kind;
import magpie.user.store.SessionStore.Spending;
import magpie.user.store.SessionStore.Spent;
import magpie.user.store.UserStore.Credentials;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contracts of the user service's ports, and a check that rows really are on their user's shard. */
@Tag("engines")
class ShardedUserStoreTest implements UserStoreContract, SessionStoreContract, KeyStoreContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Shards shards;

    @BeforeAll
    static void open() {
        shards = new Shards();
    }

    @BeforeEach
    void clear() {
        shards.clear();
    }

    @AfterAll
    static void close() {
        shards.close();
    }

    @Override
    public Stores stores() {
        return at(NOW);
    }

    private static Stores at(Instant time) {
        return shards.stores(Clock.fixed(time, ZoneOffset.UTC));
    }

    @Test
    void everythingOfAUserIsOnTheShardOfTheirId() {
        List<Long> users = LongStream.rangeClosed(1, 20).boxed().toList();
        for (long id : users) {
            stores().register(id, "user" + id, 5);
            assertThat(spend(id * 10)).isEqualTo(Spent.ROTATED);
        }
        for (int shard = 0; shard < 2; shard++) {
            String here = " % 2 = " + shard;
            assertThat(rows(shard, "account WHERE id" + here)).isEqualTo(10);
            assertThat(rows(shard, "session WHERE user_id" + here)).isEqualTo(10);
            assertThat(rows(shard, "outbox WHERE key" + here)).isEqualTo(10);
            assertThat(rows(shard, "spent_token WHERE session_id / 10" + here)).isEqualTo(10);
            for (String table : List.of("account", "session", "outbox", "spent_token")) {
                assertThat(rows(shard, table)).as(table + " in all").isEqualTo(10);
            }
            assertThat(rows(shard, "claim")).as("claims go by their text").isBetween(1L, 39L);
        }
        assertThat(rows(0, "claim") + rows(1, "claim")).isEqualTo(40);
        stores().users().delete(2, "hash of user2", 7);
        assertThat(rows(0, "tombstone")).isEqualTo(1);
        assertThat(rows(1, "tombstone")).isZero();
    }

    @Test
    void aNameIsOnePersonsOnAllShards() {
        stores().register(1, "alice", 5);

        assertRefused(() -> stores().register(2, "Alice", 5), Code.USERNAME_TAKEN);
        assertThat(rows(0, "account")).isZero();
        assertThat(shards.claims().find(Kind.EMAIL, "alice@example.org").userId())
                .isEqualTo(1);
    }

    @Test
    void ofManyWhoRegisterANameAtOnceOneGetsIt() {
        List<Object> ended = Together.run(8, i -> () -> register(i + 1));

        assertThat(ended).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(rows(0, "account") + rows(1, "account")).isEqualTo(1);
        assertThat(stores().users().credentials("alice"))
                .isNotNull()
                .isEqualTo(stores().users().credentials("alice@example.org"));
    }

    private boolean register(long id) {
        try {
            stores().register(id, "alice", 5);
            return true;
        } catch (ServiceException e) {
            assertThat(e.code()).isIn(Code.USERNAME_TAKEN, Code.EMAIL_TAKEN);
            return false;
        }
    }

    @Test
    void aNameWhoseOwnerCameNoFurtherIsFreeAfterAWhile() {
        shards.claims().take(Kind.NAME, "alice", 1, NOW.toEpochMilli());
        Instant later = NOW.plus(ClaimedUserStore.LONGEST_REQUEST);

        assertThat(stores().users().credentials("alice")).isNull();
        assertRefused(() -> stores().register(2, "alice", 5), Code.USERNAME_TAKEN);
        at(later).register(2, "alice", 5);
        assertThat(at(later).users().credentials("alice"))
                .extracting(Credentials::userId)
                .isEqualTo(2L);
    }

    @Test
    void aNameThatIsUsedIsNeverTakenOver() {
        stores().register(1, "alice", 5);

        assertRefused(() -> at(NOW.plus(Duration.ofDays(400))).register(2, "alice", 5), Code.USERNAME_TAKEN);
    }

    @Test
    void whatIsRefusedLeavesNoClaim() {
        stores().register(1, "alice", 5);

        assertRefused(
                () -> stores().users()
                        .create(
                                new magpie.user.store.UserStore.NewAccount(
                                        2, "bob", "alice@example.org", "hash", "bob"),
                                stores().session(20, 2, 5),
                                0),
                Code.EMAIL_TAKEN);
        assertThat(shards.claims().find(Kind.NAME, "bob")).isNull();
        stores().register(4, "bob", 5);
    }

    @Test
    void anAddressThatWasLeftIsFree() {
        stores().register(1, "alice", 5);
        stores().users().update(1, null, ShardedUserStoreTest::moved);

        assertThat(shards.claims().find(Kind.EMAIL, "alice@example.org")).isNull();
        assertThat(stores().users().credentials("alice@example.net")).isNotNull();
    }

    private static Account moved(Account account) {
        return new Account(account.profile(), "alice@example.net", account.settings());
    }

    @Test
    void namesAreLookedUpOnAllShards() {
        stores().register(1, "alice", 5);
        stores().register(2, "bob", 5);

        assertThat(stores().users().profilesByName(List.of("bob", "ALICE", "eve")))
                .extracting(Profile::id)
                .containsExactlyInAnyOrder(1L, 2L);
    }

    private Spent spend(long sessionId) {
        return stores().sessions().spend(new Spending(sessionId, Stores.digest(0), Stores.digest(1), 6, 0));
    }

    private static long rows(int shard, String ofTable) {
        return shards.number(shard, "SELECT count(*) FROM " + ofTable);
    }

    private static void assertRefused(ThrowingCallable call, Code code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
