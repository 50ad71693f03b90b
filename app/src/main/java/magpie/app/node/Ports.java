package magpie.app.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The fixed ports that a process opens. */
final class Ports {
    private static final String LOOPBACK = "127.0.0.1";

    private final Plan plan;

    Ports(Plan plan) {
        this.plan = plan;
    }

    private record Opened(String setting, String host, int port) {
        boolean collidesWith(Opened other) {
            return port != 0 && port == other.port && overlap(host, other.host);
        }

        private static boolean overlap(String one, String other) {
            try {
                InetAddress first = InetAddress.getByName(one);
                InetAddress second = InetAddress.getByName(other);
                return first.isAnyLocalAddress() || second.isAnyLocalAddress() || first.equals(second);
            } catch (UnknownHostException e) {
                return false; // the host itself is reported
            }
        }
    }

    /** Reports ports that are used twice at the same address. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        List<Opened> opened = opened();
        for (Opened one : opened) {
            for (Opened before : opened.subList(0, opened.indexOf(one))) {
                if (one.collidesWith(before)) {
                    mistakes.add(one.setting() + ": " + one.port() + " is " + before.setting()
                            + " already (expected: another one, or 0 for any that is free).");
                }
            }
        }
        return mistakes;
    }

    private List<Opened> opened() {
        NodeConfig node = plan.node();
        List<Opened> opened = new ArrayList<>();
        if (plan.roles().stream().anyMatch(planned -> planned.role().isEdge())) {
            opened.add(new Opened("port", node.host(), node.port()));
        }
        opened.add(new Opened("admin-port", LOOPBACK, node.adminPort()));
        if (plan.hasInternalPort()) {
            opened.add(new Opened("internal-port", node.internalHost(), node.internalPort()));
        }
        return opened;
    }
}
