package magpie.chaos.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import magpie.engines.node.Shell;

/**
 * Cuts running processes off the network: the kernel drops every packet that they send, on loopback too, so nothing
 * they send arrives, and nothing sent to them is ever acknowledged, not even by TCP. A control group (net_cls) marks
 * the processes, because several nodes share an address and clients use any port; an nftables rule drops marked
 * packets. This needs no network namespace, into which a running process cannot be moved. Needs root.
 */
public final class Cut {
    private static final String TABLE = "magpie_chaos";
    private static final String MARK = "0x4d610001";
    private static final String RULES = "table inet " + TABLE
            + " { chain cut { type filter hook output priority 0; meta cgroup " + MARK + " drop; }; }";

    private final Path root;
    private final Path group;
    private final boolean mounted;

    private Cut(Path root, boolean mounted) {
        this.root = root;
        this.group = root.resolve(TABLE);
        this.mounted = mounted;
    }

    /** What this machine lacks for it; empty if nothing. */
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!"root".equals(System.getProperty("user.name"))) {
            missing.add("root");
        }
        if (programs("nft").isEmpty()) {
            missing.add("the program nft (Debian: apt install nftables)");
        }
        if (!hasGroups()) {
            missing.add("a kernel with control groups of kind net_cls");
        }
        return missing;
    }

    /** Starts a cut of these processes. */
    static Cut off(List<Long> pids) throws IOException, InterruptedException {
        Optional<Path> known = mountPoint();
        Path root = known.isPresent() ? known.get() : Files.createTempDirectory("magpie-net-cls");
        if (known.isEmpty()) {
            Shell.run(Map.of(), List.of("mount", "-t", "cgroup", "-o", "net_cls", "none", root.toString()));
        }
        Cut cut = new Cut(root, known.isEmpty());
        cut.begin(pids);
        return cut;
    }

    private void begin(List<Long> pids) throws IOException, InterruptedException {
        if (!Files.isDirectory(group)) {
            Files.createDirectory(group);
        }
        Files.writeString(group.resolve("net_cls.classid"), MARK);
        for (long pid : pids) {
            move(pid, group);
        }
        Shell.run(Map.of(), List.of(nft(), RULES));
    }

    /** Ends the cut. */
    void mend() throws IOException, InterruptedException {
        Shell.run(Map.of(), List.of(nft(), "delete table inet " + TABLE));
        for (List<Long> left = members(); !left.isEmpty(); left = members()) {
            for (long pid : left) {
                move(pid, root);
            }
        }
        Files.delete(group);
        if (mounted) {
            Shell.run(Map.of(), List.of("umount", root.toString()));
            Files.delete(root);
        }
    }

    /** Moves a process with its threads and sockets, including open ones. One that has ended needs no moving. */
    private static void move(long pid, Path to) throws IOException {
        try {
            Files.writeString(to.resolve("cgroup.procs"), Long.toString(pid));
        } catch (IOException e) {
            if (ProcessHandle.of(pid).isPresent()) {
                throw e;
            }
        }
    }

    private List<Long> members() throws IOException {
        return Files.readAllLines(group.resolve("cgroup.procs")).stream()
                .map(Long::valueOf)
                .toList();
    }

    private static boolean hasGroups() {
        try {
            return Files.readAllLines(Path.of("/proc/cgroups")).stream().anyMatch(line -> line.startsWith("net_cls\t"));
        } catch (IOException e) {
            return false; // not Linux
        }
    }

    private static Optional<Path> mountPoint() throws IOException {
        return Files.readAllLines(Path.of("/proc/mounts")).stream()
                .map(line -> line.split(" ", -1))
                .filter(parts -> parts[2].equals("cgroup")
                        && Arrays.asList(parts[3].split(",", -1)).contains("net_cls"))
                .map(parts -> Path.of(parts[1]))
                .findFirst();
    }

    private static String nft() {
        return programs("nft").stream()
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("there is no nft")))
                .toString();
    }

    private static List<Path> programs(String name) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "") + ":/usr/sbin:/sbin";
        return Arrays.stream(path.split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .toList();
    }
}
