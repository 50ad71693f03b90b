package magpie.post.cassandra.lists;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.kit.Waits;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.cassandra.session.Engine;
import magpie.post.cassandra.session.UnknownOutcomeException;
import org.jspecify.annotations.Nullable;

/**
 * Counts lists. A count is never incremented: it is counted from the rows, part by part, so nothing that arrives twice,
 * late or out of order can make it wrong. Only changed parts are counted again. The version is read first, and the
 * count is written on condition that it is unchanged: of two concurrent counts one starts over, and the one that is
 * stored last began after everything the others had seen.
 *
 * <p>Counting also notices when a part is full enough, and announces where the next one begins.
 */
public final class ListCounter {
    private static final int TRIES = 40;
    private static final int LONGEST_PAUSE_MILLIS = 50;

    private final Engine engine;
    private final Lists lists;
    private final CassandraTuning tuning;
    private final InstantSource clock;
    private final Map<ListKind, Statements> statements = new EnumMap<>(ListKind.class);

    private record Statements(
            PreparedStatement read, PreparedStatement parts, PreparedStatement keep, PreparedStatement part) {
        static Statements of(Engine engine, ListKind kind) {
            String total = kind.total();
            return new Statements(
                    engine.prepare("SELECT version" + (total == null ? "" : ", " + total) + " FROM " + kind.directory()
                            + " WHERE subject = ? LIMIT 1"),
                    engine.prepare("SELECT start, size FROM " + kind.directory() + " WHERE subject = ? AND list = '"
                            + kind.listName() + "'"),
                    engine.prepare("UPDATE " + kind.directory() + " SET version = ?"
                            + (total == null ? "" : ", " + total + " = ?") + " WHERE subject = ? IF version = ?"),
                    engine.prepare("UPDATE " + kind.directory() + " SET size = ? WHERE subject = ? AND list = '"
                            + kind.listName() + "' AND start = ?"));
        }
    }

    /** What is stored about a list; null for nothing. */
    private record Kept(@Nullable Long version, int total, TreeMap<Long, Integer> parts) {
        Set<Long> partsOf(long[] ids) {
            Set<Long> dirty = new TreeSet<>();
            for (long id : ids) {
                dirty.add(parts.floorKey(id));
            }
            return dirty;
        }
    }

    public ListCounter(Engine engine, Lists lists, CassandraTuning tuning, InstantSource clock) {
        this.engine = engine;
        this.lists = lists;
        this.tuning = tuning;
        this.clock = clock;
        for (ListKind kind : ListKind.values()) {
            statements.put(kind, Statements.of(engine, kind));
        }
    }

    /** Counts the parts that these entries belong or belonged to. */
    void count(ListRef list, long... ids) {
        long[] some = ids.clone();
        Arrays.sort(some);
        retry(list, kept -> keep(list, kept, kept.partsOf(some)));
    }

    /** Counts all parts; true when the stored count was wrong. */
    boolean verify(ListRef list) {
        boolean[] wrong = new boolean[1];
        retry(list, kept -> {
            TreeMap<Long, Integer> found = new TreeMap<>();
            kept.parts
                    .keySet()
                    .forEach(start -> found.put(start, lists.count(list, start).counted()));
            int total = sum(found);
            if (total == kept.total && (kept.parts.size() == 1 || found.equals(kept.parts))) {
                return true;
            }
            wrong[0] = true;
            return keep(list, kept, kept.parts.keySet());
        });
        return wrong[0];
    }

    private interface Attempt {
        boolean succeeds(Kept kept);
    }

    private void retry(ListRef list, Attempt attempt) {
        for (int i = 0; i < TRIES; i++) {
            try {
                if (attempt.succeeds(read(list))) {
                    return;
                }
            } catch (UnknownOutcomeException e) {
                // Counts again: whether or not this count was stored, the next one is right.
                if (i == TRIES - 1) {
                    throw ServiceException.unavailable("A count could not be stored.", e);
                }
            }
            pause();
        }
        throw ServiceException.unavailable("Too many requests count the same list at once.", null);
    }

    private static void pause() {
        if (!Waits.pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS)))) {
            throw ServiceException.unavailable("The program is stopping.", null);
        }
    }

    /** Reads the version first: if somebody stores a count in between, this one starts over. */
    private Kept read(ListRef list) {
        Statements all = statements(list);
        Row head = engine.one(Engine.bind(all.read, list.subject()));
        TreeMap<Long, Integer> parts = new TreeMap<>();
        engine.all(Engine.bind(all.parts, list.subject()))
                .forEach(row -> parts.put(row.getLong("start"), row.getInt("size")));
        String total = list.kind().total();
        Long version = head == null ? null : head.get("version", Long.class);
        int kept = head == null || total == null ? 0 : head.getInt(total);
        if (parts.isEmpty()) {
            parts.put(0L, kept);
        }
        return new Kept(version, kept, parts);
    }

    /** Stores the count; false when another was faster. */
    private boolean keep(ListRef list, Kept kept, Set<Long> dirty) {
        TreeMap<Long, Integer> now = new TreeMap<>(kept.parts);
        boolean full = false;
        for (long start : dirty) {
            Lists.Counted counted = lists.count(list, start);
            now.put(start, counted.counted());
            full |= start == now.lastKey() && counted.entries() >= tuning.partEntries();
        }
        long next = Ids.floor(clock.millis() + tuning.partLead().toMillis());
        if (full && next > now.lastKey()) {
            now.put(next, 0);
        }
        return Engine.took(engine.decide(keeping(list, kept, now, sum(now))));
    }

    /** One condition on one partition. A list with a single part has no part rows. */
    private BatchStatement keeping(ListRef list, Kept kept, Map<Long, Integer> now, int total) {
        Statements all = statements(list);
        long version = kept.version == null ? 1 : kept.version + 1;
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.LOGGED)
                .addStatement(
                        list.kind().total() == null
                                ? Engine.condition(all.keep, version, list.subject(), kept.version)
                                : Engine.condition(all.keep, version, total, list.subject(), kept.version));
        if (now.size() > 1) {
            now.forEach((start, entries) -> {
                if (!entries.equals(kept.parts.get(start)) || kept.parts.size() == 1) {
                    batch.addStatement(Engine.bind(all.part, entries, list.subject(), start));
                }
            });
        }
        return batch.build();
    }

    private static int sum(Map<Long, Integer> parts) {
        return parts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Statements statements(ListRef list) {
        return Objects.requireNonNull(statements.get(list.kind()));
    }
}
