package magpie.gateway.http;

/** Who may call a route. */
public enum Access {
    /** Anybody, without limits: probes. */
    PROBE,
    /** Anybody, without limits: files in memory, which cost less than counting those who ask. */
    FREE,
    /** Anybody; tokens are ignored. */
    OPEN,
    /** Anybody; whoever is signed in is counted as that person and not by address. */
    PAGE,
    /** Anybody, unless the operator closed public reading; a token makes the answer the viewer's own. */
    READ,
    /** Whoever is signed in. */
    SIGNED_IN,
    /** The same, and those whose session has ended; the route finds out why it did. */
    SIGNED_IN_ONCE
}
