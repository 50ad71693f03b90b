package magpie.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where a request comes from. */
public final class ClientAddress {
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /**
     * Returns the client's address. Each trusted proxy appends the address that called it to X-Forwarded-For, so the
     * client is as many entries from the right as there are proxies; anything left of it may be forged. If an entry is
     * missing or no address, the connection's own address counts.
     *
     * @param connection the address that the connection comes from
     * @param hops how many trusted proxies are in front; 0 for none
     * @param forwardedFor the values of all X-Forwarded-For fields in order
     */
    public static String of(String connection, int hops, List<String> forwardedFor) {
        if (hops == 0) {
            return connection;
        }
        List<String> entries = Arrays.stream(String.join(",", forwardedFor).split(",", -1))
                .map(String::strip)
                .toList();
        if (entries.size() < hops) {
            return connection;
        }
        InetAddress address = parse(withoutPort(entries.get(entries.size() - hops)));
        return address == null ? connection : address.getHostAddress();
    }

    /** Returns the network that an address is counted by. */
    static String network(String address) {
        InetAddress parsed = parse(withoutPort(address));
        if (parsed instanceof Inet6Address) {
            return HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES) + "/64";
        }
        return address;
    }

    private static @Nullable InetAddress parse(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String withoutPort(String entry) {
        if (entry.startsWith("[")) {
            int bracket = entry.indexOf(']');
            return bracket < 0 ? entry : entry.substring(1, bracket);
        }
        int colon = entry.indexOf(':');
        return colon >= 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
    }
}
