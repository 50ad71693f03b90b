package magpie.user;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs security events of accounts and sessions on a logger of its own, for monitoring. A line has a fixed word and
 * numbers: no name, address, password or token, and nothing that a caller could have injected.
 */
final class SecurityLog {
    private static final Logger log = LoggerFactory.getLogger("magpie.security");

    /** The events. */
    enum Event {
        REGISTERED,
        SIGNED_IN,
        /** The name is nobody's (user 0), or the password is wrong. */
        SIGN_IN_FAILED,
        SIGN_IN_WHILE_SUSPENDED,
        /** A spent refresh token came back, so the session was ended. */
        REFRESH_TOKEN_STOLEN,
        SIGNED_OUT,
        /** A signed-in user gave a wrong password. */
        PASSWORD_WRONG,
        /** The other sessions were ended. */
        PASSWORD_CHANGED,
        /** By the operator; all sessions were ended. */
        PASSWORD_RESET,
        EMAIL_CHANGED,
        /** By the operator; all sessions were ended. */
        SUSPENDED,
        RESTORED,
        /** All sessions were ended. */
        DELETED
    }

    private SecurityLog() {}

    /** Logs an event of an account; 0 if it is nobody's. */
    static void tell(Event event, long userId) {
        log.info("{} user={}", word(event), userId);
    }

    /** Logs an event of a session. */
    static void tell(Event event, long userId, long sessionId) {
        log.info("{} user={} session={}", word(event), userId, sessionId);
    }

    private static String word(Event event) {
        return event.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
