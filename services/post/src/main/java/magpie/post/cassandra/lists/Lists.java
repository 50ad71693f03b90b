package magpie.post.cassandra.lists;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import magpie.post.cassandra.session.Engine;

/** Reads and writes entries of the long lists: statements for a batch, and pages that run on from part to part. */
public final class Lists {
    private final Engine engine;
    private final Parts parts;
    private final Map<ListKind, Statements> statements = new EnumMap<>(ListKind.class);

    private record Statements(
            PreparedStatement add,
            PreparedStatement remove,
            PreparedStatement below,
            PreparedStatement above,
            PreparedStatement count) {
        static Statements of(Engine engine, ListKind kind) {
            String row = "SELECT id, item" + (kind.kinds() ? ", kind" : "") + " FROM " + kind.table()
                    + " WHERE subject = ? AND start = ? AND id ";
            return new Statements(
                    engine.prepare("INSERT INTO " + kind.table() + " (subject, start, id, item"
                            + (kind.kinds() ? ", kind, own" : "") + ") VALUES (?, ?, ?, ?"
                            + (kind.kinds() ? ", ?, ?" : "") + ") USING TIMESTAMP ?"),
                    engine.prepare("DELETE FROM " + kind.table()
                            + " USING TIMESTAMP ? WHERE subject = ? AND start = ? AND id = ?"),
                    engine.prepare(row + "< ? LIMIT ?"),
                    engine.prepare(row + "> ? ORDER BY id ASC LIMIT ?"),
                    engine.prepare("SELECT count(*) AS size" + (kind.kinds() ? ", count(own) AS counted" : "")
                            + " FROM " + kind.table() + " WHERE subject = ? AND start = ?"));
        }
    }

    public Lists(Engine engine, Parts parts) {
        this.engine = engine;
        this.parts = parts;
        for (ListKind kind : ListKind.values()) {
            statements.put(kind, Statements.of(engine, kind));
        }
    }

    /** Adds an entry, with a timestamp below that of any removal of it. */
    public BoundStatement add(ListRef list, Entry entry, long timestamp) {
        long start = parts.startOf(list, entry.id());
        PreparedStatement add = statements(list).add;
        return list.kind().kinds()
                ? Engine.bind(
                        add,
                        list.subject(),
                        start,
                        entry.id(),
                        entry.item(),
                        (byte) entry.kind(),
                        entry.kind() == Entry.REPOST ? null : (byte) 1,
                        timestamp)
                : Engine.bind(add, list.subject(), start, entry.id(), entry.item(), timestamp);
    }

    /** Removes an entry for good; ids are never reused. */
    public BoundStatement remove(ListRef list, long id, long timestamp) {
        return Engine.bind(statements(list).remove, timestamp, list.subject(), parts.startOf(list, id), id);
    }

    /** Returns up to {@code limit} entries with ids below one, newest first. */
    public List<Entry> below(ListRef list, long before, int limit) {
        long[] starts = parts.starts(list);
        List<Entry> found = new ArrayList<>();
        for (int i = Parts.indexOf(starts, before - 1); i >= 0 && found.size() < limit; i--) {
            read(statements(list).below, list, starts[i], before, limit - found.size(), found);
        }
        return found;
    }

    /** Returns up to {@code limit} entries with ids above one, oldest first. */
    public List<Entry> above(ListRef list, long after, int limit) {
        long[] starts = parts.starts(list);
        List<Entry> found = new ArrayList<>();
        for (int i = Parts.indexOf(starts, after); i < starts.length && found.size() < limit; i++) {
            read(statements(list).above, list, starts[i], after, limit - found.size(), found);
        }
        return found;
    }

    private void read(PreparedStatement query, ListRef list, long start, long bound, int limit, List<Entry> found) {
        boolean kinds = list.kind().kinds();
        for (Row row : engine.all(Engine.bind(query, list.subject(), start, bound, limit))) {
            found.add(new Entry(row.getLong(0), row.getLong(1), kinds ? row.getByte(2) : 0));
        }
    }

    /** Returns how many entries a part has, and how many of them count. */
    Counted count(ListRef list, long start) {
        Row row = engine.one(Engine.bind(statements(list).count, list.subject(), start));
        if (row == null) {
            return new Counted(0, 0);
        }
        int entries = Math.toIntExact(row.getLong("size"));
        return new Counted(entries, list.kind().kinds() ? Math.toIntExact(row.getLong("counted")) : entries);
    }

    /** The size of a part. */
    record Counted(int entries, int counted) {}

    private Statements statements(ListRef list) {
        return Objects.requireNonNull(statements.get(list.kind()));
    }
}
