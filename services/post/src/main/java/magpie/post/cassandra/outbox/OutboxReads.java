package magpie.post.cassandra.outbox;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import magpie.kit.log.Outbox;
import magpie.post.cassandra.session.Engine;
import magpie.post.cassandra.session.UnknownOutcomeException;

/**
 * Reads the table {@code outbox} a bucket at a time: all shards in one request, newest first within each. So, of two
 * events of one key written one after the other, a reader that sees the second has not yet passed the first.
 */
public final class OutboxReads {
    private static final String COLUMNS = "SELECT id, topic, key, at, type, body FROM outbox";
    private static final String RELAY = "relay";
    private static final List<Byte> SHARDS = IntStream.range(0, OutboxRows.SHARDS)
            .mapToObj(shard -> (byte) shard)
            .toList();

    private final Engine engine;
    private final PreparedStatement rows;
    private final PreparedStatement ids;
    private final PreparedStatement row;
    private final PreparedStatement position;
    private final PreparedStatement begin;
    private final PreparedStatement move;

    public OutboxReads(Engine engine) {
        this.engine = engine;
        this.rows = engine.prepare(COLUMNS + " WHERE bucket = ? AND shard IN ? AND id > ?");
        this.ids = engine.prepare("SELECT id, shard FROM outbox WHERE bucket = ? AND shard IN ?");
        this.row = engine.prepare(COLUMNS + " WHERE bucket = ? AND shard = ? AND id = ?");
        this.position = engine.prepare("SELECT bucket FROM outbox_position WHERE name = '" + RELAY + "'");
        this.begin =
                engine.prepare("UPDATE outbox_position SET bucket = ? WHERE name = '" + RELAY + "' IF bucket = null");
        this.move = engine.prepare("UPDATE outbox_position SET bucket = ? WHERE name = '" + RELAY + "' IF bucket < ?");
    }

    /** Returns everything of a bucket above an id. */
    List<Outbox.Row> above(long bucket, long id) {
        List<Outbox.Row> found = new ArrayList<>();
        engine.execute(Engine.bind(rows, bucket, SHARDS, id)).forEach(each -> found.add(event(each)));
        return found;
    }

    /** Returns the events of a bucket that are not known yet; reads the ids of all. */
    List<Outbox.Row> unknown(long bucket, LongPredicate known) {
        List<Outbox.Row> found = new ArrayList<>();
        for (Row each : engine.execute(Engine.bind(ids, bucket, SHARDS))) {
            if (!known.test(each.getLong(0))) {
                Row whole = engine.one(Engine.bind(row, bucket, each.getByte(1), each.getLong(0)));
                if (whole != null) {
                    found.add(event(whole));
                }
            }
        }
        return found;
    }

    private static Outbox.Row event(Row row) {
        return new Outbox.Row(
                row.getLong("id"),
                required(row, "topic"),
                row.getLong("key"),
                row.getLong("at"),
                required(row, "type"),
                required(row, "body"));
    }

    private static String required(Row row, String column) {
        String text = row.getString(column);
        if (text == null) {
            throw new IllegalStateException("event " + row.getLong("id") + " without " + column);
        }
        return text;
    }

    /** Returns the bucket before which everything is in the log. */
    public long position() {
        Row found = engine.one(Engine.bind(position));
        if (found == null) {
            throw new IllegalStateException("no position of the relay (expected: one from the start)");
        }
        return found.getLong(0);
    }

    /** Sets the first position: a new keyspace has no earlier events. */
    public void begin(long bucket) {
        decide(begin, bucket);
    }

    /** Moves the position, never backwards, whoever was the relay before. */
    void move(long bucket) {
        decide(move, bucket, bucket);
    }

    private void decide(PreparedStatement statement, Object... values) {
        try {
            engine.decide(Engine.bind(statement, values));
        } catch (UnknownOutcomeException e) {
            throw magpie.api.ServiceException.unavailable("It is not known if the relay's position was stored.", e);
        }
    }
}
