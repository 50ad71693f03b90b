package magpie.chaos.fault;

import java.util.Locale;

/** The kinds of faults. */
public enum Fault {
    /** SIGKILL, and a start after a while. */
    KILL,
    /** SIGSTOP, and after a while SIGCONT: it keeps its connections and answers nothing. */
    PAUSE,
    /** A graceful stop and a start. */
    RESTART,
    /** All packets that it sends are dropped for a while. */
    CUT;

    public static Fault of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
