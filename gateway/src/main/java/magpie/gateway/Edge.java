package magpie.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import magpie.gateway.http.server.PemKeys;
import magpie.kit.StartException;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway listens; the program's own flags say so.
 *
 * @param host the address to bind
 * @param port the port; 0 for any free one
 * @param limits whether there are rate limits
 * @param tlsCert the certificate chain in PEM; null for no TLS
 * @param tlsKey its private key in PEM; null for no TLS
 * @param behindProxy how many trusted proxies stand in front
 */
public record Edge(
        String host,
        int port,
        boolean limits,
        @Nullable Path tlsCert,
        @Nullable Path tlsKey,
        int behindProxy) {
    /** Whether it speaks TLS itself. */
    boolean tls() {
        return tlsCert != null;
    }

    /** What is wrong with the files of its certificate, if it has both. */
    public List<String> mistakes() {
        try {
            if (tlsCert != null && tlsKey != null) {
                PemKeys.load(tlsCert, tlsKey);
            }
            return List.of();
        } catch (StartException e) {
            return List.of("tls-cert: " + e.getMessage());
        }
    }

    /** Refuses what would put passwords on a wire in the clear, or a server without limits before everybody. */
    void check() {
        if ((tlsCert == null) != (tlsKey == null)) {
            throw new StartException("--tls-cert and --tls-key go together: give both or neither.");
        }
        boolean loopback = loopback();
        if (!loopback && !tls() && behindProxy == 0) {
            throw new StartException("The address " + host + " can be reached from other machines, and there is no "
                    + "TLS. Give --tls-cert and --tls-key, or --behind-proxy 1 when a proxy in front speaks TLS.");
        }
        if (!loopback && !limits) {
            throw new StartException("--limits off is for benchmarks: it works with --host 127.0.0.1 alone.");
        }
    }

    private boolean loopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartException("The host " + host + " is not known. Give an address of this machine.", e);
        }
    }
}
