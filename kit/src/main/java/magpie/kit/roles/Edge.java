package magpie.kit.roles;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.kit.StartException;
import org.jspecify.annotations.Nullable;

/**
 * Where a process meets the world, and what it shows there, from the program's own flags; a password never travels
 * unencrypted.
 *
 * @param host the address to bind
 * @param port the port; 0 for any free one
 * @param limits whether there are rate limits
 * @param tlsCert the certificate chain in PEM; null for no TLS
 * @param tlsKey its private key in PEM; null for no TLS
 * @param behindProxy how many trusted proxies stand in front
 * @param page the folder of the built web page; null for none
 */
public record Edge(
        String host,
        int port,
        boolean limits,
        @Nullable Path tlsCert,
        @Nullable Path tlsKey,
        int behindProxy,
        @Nullable Path page) {
    /** Without a web page. */
    public Edge(String host, int port, boolean limits, @Nullable Path tlsCert, @Nullable Path tlsKey, int behindProxy) {
        this(host, port, limits, tlsCert, tlsKey, behindProxy, null);
    }

    /** For a process that listens only on a free port of this machine. */
    public static final Edge NONE = new Edge("127.0.0.1", 0, true, null, null, 0);

    /** Whether it speaks TLS itself. */
    public boolean tls() {
        return tlsCert != null;
    }

    /** Settings that would send passwords unencrypted, or expose a server without limits; one sentence each. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if ((tlsCert == null) != (tlsKey == null)) {
            mistakes.add("tls-cert: a certificate and its key go together (expected: --tls-cert and --tls-key).");
        }
        if (isOpen() && !tls() && behindProxy == 0) {
            mistakes.add("host: " + host + " is not a loopback address, and passwords would travel in the open"
                    + " (expected: --tls-cert and --tls-key, or --behind-proxy N).");
        }
        if (isOpen() && !limits) {
            mistakes.add("limits: they can be off on a loopback address only (expected: --host 127.0.0.1).");
        }
        return mistakes;
    }

    /** Throws if there are {@link #mistakes}. */
    public void check() {
        if (!mistakes().isEmpty()) {
            throw new StartException(String.join(" ", mistakes()));
        }
    }

    /** Whether other machines can reach it; an unknown host name cannot be reached. */
    private boolean isOpen() {
        try {
            return !InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
