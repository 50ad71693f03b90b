package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import magpie.api.ServiceException;
import magpie.kit.lease.Leases;

/** Leases as rows that go by themselves; conditions decide who has one. The time is that of Cassandra's nodes. */
final class CassandraLeases implements Leases {
    private final Engine engine;
    private final PreparedStatement hold;
    private final PreparedStatement release;

    CassandraLeases(Engine engine) {
        this.engine = engine;
        this.hold = engine.prepare("UPDATE leases USING TTL ? SET holder = ? WHERE name = ? IF holder = ?");
        this.release = engine.prepare("DELETE holder FROM leases WHERE name = ? IF holder = ?");
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
        } catch (Unsure e) {
            throw ServiceException.unavailable("The lease " + name + " was not answered.", e);
        }
    }

    @Override
    public void release(String name, String holder) {
        try {
            engine.decide(Engine.bind(release, name, holder));
        } catch (Unsure e) {
            throw ServiceException.unavailable("The lease " + name + " was not answered.", e);
        }
    }
}
