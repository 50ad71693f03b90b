package magpie.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import magpie.chaos.fault.Cut;
import magpie.chaos.fault.Fault;
import magpie.chaos.fault.NodeStatus;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;

/** The flags of {@code ./magpie chaos}. */
public record ChaosConfig(
        @Setting(
                value = "",
                help = "load balancer of a running cluster, http://host:port; without it one process is started here")
        String url,

        @Setting(value = "20", min = 1, max = 10_000, help = "how many faults")
        int faults,

        @Setting(value = "auto", help = "some of kill, pause, restart, cut; auto: all, cut where it is possible")
        List<String> kinds,

        @Setting(value = "", help = "the nodes that faults hit: postgres-2, or postgres for all of it; all if empty")
        List<String> only,

        @Setting(value = "proxy", help = "nodes that no fault hits; the load balancer, for it is the only one")
        List<String> except,

        @Setting(value = "0s", help = "load before the first fault: what has just been started is slow at first")
        Duration warmUp,

        @Setting(value = "5s", help = "quiet time before each fault")
        Duration between,

        @Setting(value = "5s", help = "how long a node is dead or cut off")
        Duration down,

        @Setting(value = "8s", help = "how long a node is paused at the least")
        Duration shortestPause,

        @Setting(value = "35s", help = "and at the most; short ones are more often")
        Duration longestPause,

        @Setting(value = "3s", help = "how long after a fault, when all is healthy again, still counts to it")
        Duration after,

        @Setting(value = "180s", help = "how long it may take until all is healthy after a fault")
        Duration heal,

        @Setting(value = "120s", help = "how long it may take after the last fault until all that was promised is so")
        Duration converge,

        @Setting(value = "8", min = 1, max = 1_000, help = "how many write at once")
        int writers,

        @Setting(value = "24", min = 2, max = 1_000, help = "accounts; each writer has as many of them")
        int people,

        @Setting(
                value = "8",
                max = 1_000,
                help = "more accounts, that do nothing, and are blocked and muted by the others")
        int strangers,

        @Setting(value = "4", max = 1_000, help = "how many read feeds at once")
        int readers,

        @Setting(value = "100", min = 1, max = 100_000, help = "writes and pages a second, all together")
        int rate,

        @Setting(value = "0", help = "repeats the faults of an earlier run; 0 for new ones")
        long seed,

        @Setting(
                value = "",
                form = Form.SETTING,
                help = "settings for the started process, for example feed.window=100")
        List<String> set,

        @Setting(
                value = "auto",
                help = "file for the report as Markdown; auto: a new one in chaos/results; none: no file")
        String report) {

    private static final String AUTO = "auto";

    /** Conflicts that no single flag shows, and wrong words. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        List<String> known = Arrays.stream(Fault.values()).map(Fault::toString).toList();
        if (!isAuto() && (kinds.isEmpty() || !known.containsAll(kinds))) {
            mistakes.add("kinds: " + String.join(",", kinds) + " (expected: some of " + String.join(", ", known)
                    + ", or auto).");
        }
        if (kinds.contains(Fault.CUT.toString()) && !Cut.missing().isEmpty()) {
            mistakes.add("kinds: cut needs " + String.join(", and ", Cut.missing()) + ".");
        }
        if (people % writers != 0) {
            mistakes.add("people: " + people + " (expected: a multiple of the " + writers + " writers).");
        }
        if (longestPause.compareTo(shortestPause) < 0) {
            mistakes.add("longest-pause: " + longestPause.toSeconds() + "s (expected: at least shortest-pause).");
        }
        if (!url.isEmpty() && !set.isEmpty()) {
            mistakes.add("set: it is for a process that is started here (expected: no --url).");
        }
        if (!url.isEmpty() && !url.matches("http://[^/:]+:[0-9]+")) {
            mistakes.add("url: " + url + " (expected: http://host:port).");
        }
        return mistakes;
    }

    /** The kinds of faults that are possible here. */
    List<Fault> faultKinds() {
        if (!isAuto()) {
            return kinds.stream().map(Fault::of).toList();
        }
        return Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.CUT || Cut.missing().isEmpty())
                .toList();
    }

    /** How long a fault lasts. */
    public Duration down(Fault fault, Random random) {
        if (fault != Fault.PAUSE) {
            return down;
        }
        double share = random.nextDouble();
        return shortestPause.plusMillis(
                (long) (longestPause.minus(shortestPause).toMillis() * share * share));
    }

    /** The total number of accounts. */
    int accounts() {
        return people + strangers;
    }

    /** Whether faults may hit a node. */
    boolean hits(NodeStatus node) {
        return (only.isEmpty() || only.stream().anyMatch(node::isMeantBy))
                && except.stream().noneMatch(node::isMeantBy);
    }

    private boolean isAuto() {
        return kinds.equals(List.of(AUTO));
    }
}
