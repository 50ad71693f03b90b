package magpie.engines.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of nodes, written when it is made and unchanged until all of it is removed.
 *
 * @param asked nodes of each engine: 1 or 3
 * @param id of this set among all sets: 22 letters
 * @param secret the password of every engine
 * @param lib the folder of fetched programs
 */
public record Layout(int asked, String id, String secret, String lib, List<Node> nodes) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 11;
    private static final int SECRET_BYTES = 16;
    private static final int TRIES = 100;

    @Override
    public String toString() {
        return "Layout[asked=" + asked + ", id=" + id + ", nodes=" + nodes + "]";
    }

    /** A new set without nodes. */
    public static Layout make(int asked, String lib) {
        return new Layout(asked, random(ID_BYTES), random(SECRET_BYTES), lib, List.of());
    }

    /** A copy with the engines that it lacks, on ports that are free now. */
    public Layout with(List<ServerKind> engines) throws IOException {
        List<Node> all = new ArrayList<>(nodes);
        List<Integer> taken = new ArrayList<>();
        nodes.forEach(node -> taken.addAll(node.ports().values()));
        for (ServerKind engine : engines) {
            if (of(engine.name()).isEmpty()) {
                Map<String, Integer> ports = ports(engine, taken);
                for (int number = 1; number <= engine.nodes(asked); number++) {
                    all.add(new Node(engine.name(), number, "127.0.0." + number, ports));
                }
            }
        }
        return new Layout(asked, id, secret, lib, List.copyOf(all));
    }

    /** A copy with fetched programs in another folder. */
    public Layout withLib(String where) {
        return new Layout(asked, id, secret, where, nodes);
    }

    /** Refuses if another process has taken one of its ports. */
    public void mustBeFree() {
        for (Node node : nodes) {
            node.ports().forEach((purpose, port) -> {
                try {
                    bind(node.host(), port);
                } catch (IOException e) {
                    throw new EngineException(
                            node.name() + " needs " + node.address(purpose)
                                    + ", where something else listens. Stop that first.",
                            e);
                }
            });
        }
    }

    public List<Node> of(String engine) {
        return nodes.stream().filter(node -> node.engine().equals(engine)).toList();
    }

    private Map<String, Integer> ports(ServerKind engine, List<Integer> taken) throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String purpose : engine.ports()) {
            int port = engine.wantedPort() == 0 ? free(Math.max(1, engine.nodes(asked)), taken) : engine.wantedPort();
            taken.add(port);
            ports.put(purpose, port);
        }
        return ports;
    }

    /** A port that is free at all of the addresses: the nodes of some engines must share one port number. */
    private static int free(int addresses, List<Integer> taken) throws IOException {
        for (int tried = 0; tried < TRIES; tried++) {
            int port = bind("127.0.0.1", 0);
            if (!taken.contains(port) && isFree(port, addresses)) {
                return port;
            }
        }
        throw new EngineException("No port was found that is free at 127.0.0.1 to 127.0.0." + addresses
                + ". Where a machine has only the first of them (macOS), the others are added by"
                + " ifconfig lo0 alias 127.0.0.2 up.");
    }

    private static boolean isFree(int port, int addresses) {
        for (int number = 1; number <= addresses; number++) {
            try {
                bind("127.0.0." + number, port);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static int bind(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalPort();
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
