package magpie.gateway.http;

/** Who may call a route. */
public enum Access {
    /** Anybody, without limits: probes. */
    PROBE,
    /** Anybody; a token is not looked at. */
    OPEN,
    /** Anybody, unless the operator closed public reading; with a token the answer is the viewer's own. */
    READ,
    /** Whoever is signed in. */
    SIGNED_IN,
    /** The same, and whoever was until their session ended; the route finds out why it did. */
    SIGNED_IN_ONCE
}
