package magpie.user.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import magpie.api.ServiceException;
import magpie.kit.json.Json;
import magpie.kit.log.Outbox;
import magpie.kit.sql.Sql;
import magpie.user.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engines")
class PostgresOutboxTest {
    private static final int KEYS = 4;
    private static final int WRITERS = 8;
    private static final int CHANGES = 60;

    private static TestDatabase database;
    private static PostgresUsers users;
    private static PostgresOutbox outbox;

    /** The sequence number of a change of the key. */
    private record Changed(long userId, int number) {}

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        users = database.open();
        outbox = new PostgresOutbox(users.database(), users.ids()::next);
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
    void nothing_is_pending_before_it_is_committed_and_all_of_it_after() {
        AtomicInteger woken = new AtomicInteger();
        outbox.onAppend(woken::incrementAndGet);

        users.database().write(sql -> {
            append(sql, 1, 1);
            append(sql, 1, 2);
            assertThat(outbox.pending(10)).isEmpty();
            assertThat(woken).hasValue(0);
            return true;
        });

        assertThat(outbox.pending(10)).extracting(PostgresOutboxTest::number).containsExactly(1, 2);
        assertThat(outbox.pending(1)).hasSize(1);
        assertThat(woken).hasValue(1);
    }

    @Test
    void what_was_undone_is_not_told() {
        AtomicInteger woken = new AtomicInteger();
        outbox.onAppend(woken::incrementAndGet);

        assertThatThrownBy(() -> users.database().write(sql -> {
                    append(sql, 1, 1);
                    throw ServiceException.notFound("thing");
                }))
                .isInstanceOf(ServiceException.class);

        assertThat(outbox.pending(10)).isEmpty();
        assertThat(woken).hasValue(0);
    }

    @Test
    void what_was_sent_is_not_pending_any_more() {
        users.database().write(sql -> {
            append(sql, 1, 1);
            append(sql, 2, 1);
            return true;
        });
        List<Outbox.Row> rows = outbox.pending(10);

        outbox.sent(rows.subList(0, 1));
        outbox.sent(rows.subList(0, 1));

        assertThat(outbox.pending(10)).containsExactly(rows.getLast());
    }

    /**
     * Half of the writers get their transaction's number before they wait for the lock, so numbers are not in the order
     * of the changes; some roll back.
     */
    @Test
    void with_many_writers_each_key_is_told_in_order_and_nothing_is_lost() {
        Stores stores = TestDatabase.stores(users);
        for (int key = 1; key <= KEYS; key++) {
            stores.register(key, "user" + key, 5);
        }
        outbox.sent(outbox.pending(100));
        Map<Long, List<Integer>> told = new HashMap<>();
        AtomicInteger writing = new AtomicInteger(WRITERS);

        List<Object> outcomes =
                Together.run(WRITERS + 1, i -> () -> i < WRITERS ? changes(i, writing) : relayUntilDone(told, writing));

        assertThat(outcomes.subList(0, WRITERS)).containsOnly(CHANGES);
        for (long key = 1; key <= KEYS; key++) {
            int last = changesOf(key);
            assertThat(told.get(key))
                    .isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
        }
        assertThat(told.values().stream().mapToInt(List::size).sum()).isEqualTo(WRITERS * CHANGES);
    }

    private static int changes(int writer, AtomicInteger writing) {
        int done = 0;
        try {
            while (done < CHANGES) {
                long key = ThreadLocalRandom.current().nextLong(1, KEYS + 1);
                boolean numberedEarly = writer % 2 == 0;
                boolean undone = ThreadLocalRandom.current().nextInt(10) == 0;
                if (change(key, numberedEarly, undone)) {
                    done++;
                }
            }
            return done;
        } finally {
            writing.decrementAndGet();
        }
    }

    private static boolean change(long key, boolean numberedEarly, boolean undone) {
        try {
            return users.database().write(sql -> {
                if (numberedEarly) {
                    sql.update(
                            "INSERT INTO tombstone VALUES (?, NULL, 0)",
                            users.ids().next());
                }
                int number = (int) sql.number("SELECT length(bio) FROM account WHERE id = ? FOR UPDATE", 0, key) + 1;
                sql.update("UPDATE account SET bio = bio || 'x' WHERE id = ?", key);
                append(sql, key, number);
                if (undone) {
                    throw ServiceException.notFound("reason to stay");
                }
                return true;
            });
        } catch (ServiceException e) {
            return false;
        }
    }

    private static int relayUntilDone(Map<Long, List<Integer>> told, AtomicInteger writing) {
        while (true) {
            boolean last = writing.get() == 0;
            List<Outbox.Row> rows = outbox.pending(7);
            rows.forEach(row ->
                    told.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(number(row)));
            outbox.sent(rows);
            if (last && rows.isEmpty()) {
                return 0;
            }
        }
    }

    private static int changesOf(long key) {
        return users.users().account(key).account().profile().bio().length();
    }

    private static void append(Sql sql, long key, int number) throws SQLException {
        outbox.append(sql, "users", key, new Changed(key, number));
    }

    private static int number(Outbox.Row row) {
        return Json.MAPPER.readValue(row.body(), Changed.class).number();
    }
}
