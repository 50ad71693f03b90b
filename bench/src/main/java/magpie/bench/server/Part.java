package magpie.bench.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import magpie.bench.machine.Proc;
import org.jspecify.annotations.Nullable;

/**
 * One process of a server, with those that it started.
 *
 * @param name what it is called in tables
 * @param pid its process on this machine; 0 if that is not known
 * @param admin its admin port; null for an engine or a balancer
 */
public record Part(String name, long pid, @Nullable Admin admin) {

    /** Whether a goal is set for what it uses: Magpie's own processes and the cache of the feeds. */
    public boolean isProduct() {
        return admin != null || name.startsWith("redis");
    }

    /** The CPU time it has used: from the system if the process is here, else from what it says itself. */
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

    /** With what its children used that have ended: otherwise that would be lost with them. */
    private static Duration cpu(ProcessHandle process) {
        return Proc.of(process.pid())
                .cpu()
                .or(() -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}
