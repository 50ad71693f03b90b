package magpie.kit.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database that a store is written against, whichever engine it is. Callers block; call from virtual threads. */
public interface SqlDatabase {
    /** Something to do with a connection; it may run twice, the first time undone, and so changes nothing else. */
    interface Work<T extends @Nullable Object> {
        /** Does it; an exception undoes what it changed. */
        T run(Sql sql) throws SQLException;
    }

    /**
     * Runs work in a transaction and returns when it is durable. A failure undoes this work alone. Others may write at
     * the same time: what is read in order to be changed is read {@link Dialect#locked}, and what must not be there
     * twice has a unique key, which undoes the later one and runs it again.
     *
     * @throws magpie.api.ServiceException as thrown by the work; {@code UNAVAILABLE} when the store failed;
     *     {@code OVERLOADED} when too many wait
     */
    <T extends @Nullable Object> T write(Work<T> work);

    /** Runs reads; each statement sees the last commit. */
    <T extends @Nullable Object> T read(Work<T> work);

    /** Runs reads that may see what others committed a little later; what this process committed they do see. */
    default <T extends @Nullable Object> T readBehind(Work<T> work) {
        return read(work);
    }

    /** Whether {@link #readBehind} may lack what others committed: what is not there must be asked for with {@link #read}. */
    default boolean mayBeBehind() {
        return false;
    }

    /** How this engine says what not all of them say alike. */
    Dialect dialect();
}
