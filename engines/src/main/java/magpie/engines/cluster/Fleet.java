package magpie.engines.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.engines.EngineSet;
import magpie.engines.Main;
import magpie.engines.Status;
import magpie.engines.node.Home;

/**
 * All nodes of a network on this machine, engines and Magpie's processes, for programs that watch them: the output of
 * both {@code status} commands, without a process for each query.
 */
public final class Fleet {
    private final Home engines;
    private final Home cluster;

    private Fleet(Home engines, Home cluster) {
        this.engines = engines;
        this.cluster = cluster;
    }

    /**
     * One node.
     *
     * @param command the command that manages it: {@code engines} or {@code cluster}
     * @param pid 0 when it does not run
     * @param health {@code ok}, {@code stopped}, or what is wrong
     */
    public record Member(String name, String command, long pid, String address, String health) {}

    /** The fleet in the default folders of the two commands. */
    public static Fleet usual() {
        return new Fleet(Main.home(), ClusterMain.home());
    }

    /** The fleet in other folders. */
    public static Fleet at(Path engines, Path cluster) {
        return new Fleet(Home.at(engines, "engines"), Home.at(cluster, "cluster"));
    }

    /** The state of all nodes now. */
    public List<Member> members() throws IOException, InterruptedException {
        List<Member> members = new ArrayList<>();
        add(members, engines, new EngineSet(engines));
        add(members, cluster, ClusterMain.set(cluster));
        return members;
    }

    private static void add(List<Member> members, Home home, EngineSet set) throws IOException, InterruptedException {
        for (Status one : set.status()) {
            members.add(new Member(one.name(), home.word(), one.pid(), one.address(), one.health()));
        }
    }
}
