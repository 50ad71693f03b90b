package magpie.bench.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import magpie.bench.machine.Proc;
import org.jspecify.annotations.Nullable;

/**
 * One process of a server, with its children.
 *
 * @param name its name in tables
 * @param pid its process on this machine; 0 if unknown
 * @param admin its admin port; null for an engine or a load balancer
 */
public record Part(String name, long pid, @Nullable Admin admin) {

    /** Whether a goal is set for its use: true for Magpie's own processes and the feed cache. */
    public boolean isProduct() {
        return admin != null || name.startsWith("redis");
    }

    /** Its CPU time: from the system if the process is on this machine, else from its own metrics. */
    public Duration cpu() throws IOException {
        Optional<ProcessHandle> here = ProcessHandle.of(pid);
        if (here.isEmpty()) {
            return admin == null
                    ? Duration.ZERO
                    : Duration.ofNanos((long) (admin.metrics().cpuSeconds() * 1e9));
        }
        List<ProcessHandle> tree =
                Stream.concat(here.stream(), here.get().descendants()).toList();
        Duration sum = Duration.ZERO;
        for (ProcessHandle process : tree) {
            sum = sum.plus(cpu(process));
        }
        return sum;
    }

    /** Includes children that have ended, whose time would otherwise be lost. */
    private static Duration cpu(ProcessHandle process) {
        return Proc.of(process.pid())
                .cpu()
                .or(() -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}
