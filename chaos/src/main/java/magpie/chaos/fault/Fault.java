package magpie.chaos.fault;

import java.util.Locale;

/** What is done to a node. */
public enum Fault {
    /** SIGKILL, and after a while it is started again. */
    KILL,
    /** SIGSTOP, and after a while SIGCONT: it keeps its connections and answers nothing. */
    PAUSE,
    /** An orderly stop and a start. */
    RESTART,
    /** Nothing that it sends arrives anywhere, for a while. */
    CUT;

    public static Fault of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
