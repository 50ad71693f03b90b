package magpie.user;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of accounts and sessions, for whoever watches over them, on a logger of its own. A line is a word of ours and
 * numbers: no name, address, password or token, and nothing that anybody can have written into it.
 */
final class SecurityLog {
    private static final Logger log = LoggerFactory.getLogger("magpie.security");

    /** What there is to tell. */
    enum Event {
        REGISTERED,
        SIGNED_IN,
        /** The name leads to nobody (user 0), or the password is not theirs. */
        SIGN_IN_FAILED,
        SIGN_IN_WHILE_SUSPENDED,
        /** A spent refresh token came back: the session has ended. */
        REFRESH_TOKEN_STOLEN,
        SIGNED_OUT,
        /** Somebody who is signed in does not know the password. */
        PASSWORD_WRONG,
        /** The other sessions have ended. */
        PASSWORD_CHANGED,
        /** By the operator; every session has ended. */
        PASSWORD_RESET,
        EMAIL_CHANGED,
        /** By the operator; every session has ended. */
        SUSPENDED,
        RESTORED,
        /** Every session has ended. */
        DELETED
    }

    private SecurityLog() {}

    /** Something of an account; 0 where it is nobody's. */
    static void tell(Event event, long userId) {
        log.info("{} user={}", word(event), userId);
    }

    /** Something of a session. */
    static void tell(Event event, long userId, long sessionId) {
        log.info("{} user={} session={}", word(event), userId, sessionId);
    }

    private static String word(Event event) {
        return event.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
