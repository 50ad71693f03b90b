package magpie.gateway.http;

/** Who may call a route. */
public enum Access {
    /** Anybody, without limits: probes. */
    PROBE,
    /** Anybody; tokens are ignored. */
    OPEN,
    /** Anybody, unless the operator closed public reading; a token makes the answer the viewer's own. */
    READ,
    /** Whoever is signed in. */
    SIGNED_IN,
    /** The same, and those whose session has ended; the route finds out why it did. */
    SIGNED_IN_ONCE
}
