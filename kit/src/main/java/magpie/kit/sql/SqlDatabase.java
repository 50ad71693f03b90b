package magpie.kit.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The engine-independent database that stores are written against. Callers block; call from virtual threads. */
public interface SqlDatabase {
    /** Work on a connection. It may be rolled back and run again, so it must change nothing but the database. */
    interface Work<T extends @Nullable Object> {
        /** Does it; an exception undoes what it changed. */
        T run(Sql sql) throws SQLException;
    }

    /**
     * Runs work in a transaction and returns when it is durable. A failure undoes this work alone. Others may write at
     * the same time: lock what is read in order to be changed ({@link Dialect#locked}), and give what must not exist
     * twice a unique key, which rolls back the later one and runs it again.
     *
     * @throws magpie.api.ServiceException as thrown by the work; {@code UNAVAILABLE} when the store failed;
     *     {@code OVERLOADED} when too many wait
     */
    <T extends @Nullable Object> T write(Work<T> work);

    /** Runs reads; each statement sees the last commit. */
    <T extends @Nullable Object> T read(Work<T> work);

    /** Runs reads that may lag behind other processes' commits, but never behind this process's own. */
    default <T extends @Nullable Object> T readBehind(Work<T> work) {
        return read(work);
    }

    /** Whether {@link #readBehind} may miss others' commits: if it finds nothing, ask {@link #read}. */
    default boolean mayBeBehind() {
        return false;
    }

    /** The SQL that differs between engines. */
    Dialect dialect();
}
