package magpie.bench.server;

import java.nio.file.Path;
import java.util.List;
import magpie.kit.config.Setting;
import org.jspecify.annotations.Nullable;

/** Whether to measure the cluster product instead of one process. */
public record ClusterConfig(
        @Setting(value = "off", help = "the cluster product: engines, every role as its own processes, a load balancer")
        boolean cluster,

        @Setting(value = "1", min = 1, max = 9, help = "processes of each role in it")
        int instances,

        @Setting(value = "", help = "roles that share their processes, such as post+feed+gateway")
        List<String> together,

        @Setting(
                value = "",
                help = "a folder of ./magpie engines, for its engines, which stay up; without it new ones are started")
        @Nullable
        Path engines) {

    public List<String> mistakes(TargetConfig target) {
        if (cluster && target.runs()) {
            return List.of("cluster: one is started here (expected: no --url).");
        }
        return cluster || (instances == 1 && together.isEmpty() && engines == null)
                ? List.of()
                : List.of("instances, together, engines: they are those of a cluster (expected: --cluster too).");
    }
}
