package magpie.user.postgres;

import java.sql.SQLException;
import java.util.Set;
import magpie.api.ServiceException;

/** Classifies failures by SQLSTATE. */
final class Faults {
    /** The server rolled back because of another transaction: deadlock, serialization, a key that was free before. */
    private static final Set<String> MET_ANOTHER = Set.of("40001", "40P01", "23505");

    /** An administrator or a crashed backend shut it down, or it is starting; its disk or memory is full. */
    private static final Set<String> SERVER_AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    /** The server is a standby, or has become one: another is the primary. */
    private static final String READ_ONLY = "25006";

    private Faults() {}

    /** Whether a transaction that was not yet committing may be retried at once. */
    static boolean mayPass(SQLException e) {
        return MET_ANOTHER.contains(state(e)) || isLost(e) || isReadOnly(e);
    }

    /** Whether the connection is lost, and with it what was not committed. */
    static boolean isLost(SQLException e) {
        return state(e).startsWith("08") || SERVER_AWAY.contains(state(e));
    }

    static boolean isReadOnly(SQLException e) {
        return READ_ONLY.equals(state(e));
    }

    /** Whether a server that is unusable now may recover without a change of settings. */
    static boolean isPassing(SQLException e) {
        return mayPass(e) || state(e).startsWith("53") || state(e).startsWith("55") || state(e).startsWith("58");
    }

    /** Nothing was stored. */
    static ServiceException undone(SQLException e) {
        return ServiceException.unavailable("The store is not available; nothing was changed.", e);
    }

    /** The connection was lost during the commit. */
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
