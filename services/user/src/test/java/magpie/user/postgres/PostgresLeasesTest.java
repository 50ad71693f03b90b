package magpie.user.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import magpie.kit.lease.IdLeases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engines")
class PostgresLeasesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(100);

    private static TestDatabase database;
    private static PostgresUsers users;
    private final IdLeases leases = (IdLeases) users.leases();

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        users = database.open();
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    static void close() {
        users.close();
        database.close();
    }

    @Test
    void a_mark_only_grows() {
        leases.raise("mark-x", 5_000_000_000_000L);
        leases.raise("mark-x", 7_000_000_000_000L);
        leases.raise("mark-x", 6_999_999_999_999L);
        leases.raise("another", 1);
        assertThat(leases.mark("mark-x")).isEqualTo(7_000_000_000_000L);
        leases.raise("mark-x", Long.MAX_VALUE);
        assertThat(leases.mark("mark-x")).isEqualTo(Long.MAX_VALUE);
        assertThat(leases.mark("nothing")).isZero();
    }

    @Test
    void one_holds_it_and_renews_it() {
        assertThat(leases.hold("relay", "a", LONG)).isTrue();
        assertThat(leases.hold("relay", "b", LONG)).isFalse();
        assertThat(leases.hold("relay", "a", LONG)).isTrue();
        assertThat(leases.hold("another", "b", LONG)).isTrue();
    }

    @Test
    void what_was_given_back_or_ran_out_is_free() {
        leases.hold("relay", "a", LONG);
        leases.release("relay", "b");
        assertThat(leases.hold("relay", "b", LONG)).isFalse();
        leases.release("relay", "a");
        assertThat(leases.hold("relay", "b", SHORT)).isTrue();

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!leases.hold("relay", "a", LONG)) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(leases.hold("relay", "b", LONG)).isFalse();
    }

    @Test
    void one_of_those_who_ask_at_once_gets_it() {
        assertThat(Together.run(8, i -> () -> leases.hold("relay", "holder " + i, LONG)))
                .containsOnlyOnce(true);
    }

    @Test
    void processes_have_numbers_of_their_own() {
        try (PostgresUsers other = database.open();
                PostgresUsers third = database.open()) {
            assertThat(other.ids().number()).isNotEqualTo(third.ids().number());
            assertThat(other.ids().next()).isNotEqualTo(third.ids().next());
        }
    }
}
