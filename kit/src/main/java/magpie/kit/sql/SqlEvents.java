package magpie.kit.sql;

import java.sql.SQLException;

/** Where a store tells what it changed. */
public interface SqlEvents {
    /**
     * Adds an event, in the transaction of the change it tells of. Events of a key keep the order of their changes if
     * the transaction has locked or changed what it tells of before.
     */
    void append(Sql sql, String topic, long key, Object event) throws SQLException;
}
