package magpie.user.postgres;

import java.sql.SQLException;
import java.util.Set;
import magpie.api.ServiceException;

/** What the SQLSTATE of a failure means. */
final class Faults {
    /** The server undid the transaction because of another one: deadlock, serialization, a key that was free before. */
    private static final Set<String> MET_ANOTHER = Set.of("40001", "40P01", "23505");

    /** Shut down by hand, by a crash of another of its processes, or starting; its disk or memory is full. */
    private static final Set<String> SERVER_AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    /** The server is a standby, or was made one: another is the primary. */
    private static final String READ_ONLY = "25006";

    private Faults() {}

    /** Whether the transaction, which was not about to commit, may run again at once. */
    static boolean mayPass(SQLException e) {
        return MET_ANOTHER.contains(state(e)) || isLost(e) || isReadOnly(e);
    }

    /** Whether the connection is gone, and with it what it had not committed. */
    static boolean isLost(SQLException e) {
        return state(e).startsWith("08") || SERVER_AWAY.contains(state(e));
    }

    static boolean isReadOnly(SQLException e) {
        return READ_ONLY.equals(state(e));
    }

    /** Whether a server that cannot be used now may be usable later without anybody changing a setting. */
    static boolean isPassing(SQLException e) {
        return mayPass(e) || state(e).startsWith("53") || state(e).startsWith("55") || state(e).startsWith("58");
    }

    /** Nothing was kept. */
    static ServiceException undone(SQLException e) {
        return ServiceException.unavailable("The store is not available; nothing was changed.", e);
    }

    /** The connection went while the commit was under way. */
    static ServiceException unknown(SQLException e) {
        return ServiceException.unavailable("The store went away; it is not known if this was stored.", e);
    }

    static ServiceException overloaded() {
        return ServiceException.overloaded("Too many requests are waiting for the store.", null);
    }

    static String state(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
