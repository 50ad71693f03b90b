package magpie.post.cassandra.session;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.kit.lease.IdLeases;

/**
 * Leases as rows that expire by TTL; lightweight transactions decide who holds one. The clock is Cassandra's. A mark is
 * a row without TTL, whose timestamp is its own value: the highest wins in any order of arrival, without a condition.
 * It is zero-padded, since at equal timestamps Cassandra keeps the lexically greater value.
 */
public final class CassandraLeases implements IdLeases {
    private final Engine engine;
    private final PreparedStatement hold;
    private final PreparedStatement release;
    private final PreparedStatement mark;
    private final PreparedStatement raise;

    public CassandraLeases(Engine engine) {
        this.engine = engine;
        this.hold = engine.prepare("UPDATE leases USING TTL ? SET holder = ? WHERE name = ? IF holder = ?");
        this.release = engine.prepare("DELETE holder FROM leases WHERE name = ? IF holder = ?");
        this.mark = engine.prepare("SELECT holder FROM leases WHERE name = ?");
        this.raise = engine.prepare("UPDATE leases USING TIMESTAMP ? SET holder = ? WHERE name = ?");
    }

    @Override
    public boolean hold(String name, String holder, Duration time) {
        int seconds = (int) Math.max(1, time.plusMillis(999).toSeconds());
        try {
            Row renewed = engine.decide(Engine.bind(hold, seconds, holder, name, holder));
            if (Engine.took(renewed)) {
                return true;
            }
            boolean free = !renewed.getColumnDefinitions().contains("holder") || renewed.isNull("holder");
            return free && Engine.took(engine.decide(Engine.condition(hold, seconds, holder, name, null)));
        } catch (UnknownOutcomeException e) {
            throw ServiceException.unavailable("It is not known if the lease " + name + " was taken.", e);
        }
    }

    @Override
    public void release(String name, String holder) {
        try {
            engine.decide(Engine.bind(release, name, holder));
        } catch (UnknownOutcomeException e) {
            throw ServiceException.unavailable("It is not known if the lease " + name + " was released.", e);
        }
    }

    @Override
    public long mark(String name) {
        Row found = engine.one(Engine.bind(mark, name));
        String kept = found == null ? null : found.getString("holder");
        return kept == null ? 0 : Long.parseLong(kept);
    }

    @Override
    public void raise(String name, long mark) {
        long micros = TimeUnit.MILLISECONDS.toMicros(Ids.millis(mark));
        engine.execute(Engine.bind(raise, micros, String.format(Locale.ROOT, "%019d", mark), name));
    }
}
