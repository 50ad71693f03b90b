package magpie.kit.sql;

import java.sql.SQLException;

/** Writes the events of a store's changes. */
public interface SqlEvents {
    /**
     * Adds an event, in the transaction of its change. Events of a key keep the order of their changes if the
     * transaction has locked or changed the subject before.
     */
    void append(Sql sql, String topic, long key, Object event) throws SQLException;
}
