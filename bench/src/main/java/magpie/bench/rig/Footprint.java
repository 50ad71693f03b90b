package magpie.bench.rig;

import java.io.IOException;
import magpie.bench.machine.Proc;
import magpie.bench.report.Figures;
import magpie.bench.server.Metrics;
import magpie.bench.server.Server;

/** The memory use of a server. */
public record Footprint(Server server) {
    private static final double MIB = 1 << 20;

    /** Adds it to the figures, as far as the system and the server report it. */
    public void add(Figures figures) throws IOException {
        Proc.of(server.pid()).memory().ifPresent(memory -> {
            figures.less("memory: resident", "MiB", memory.resident() / MIB);
            figures.note("memory: of that its own", "MiB", memory.anonymous() / MIB);
        });
        if (!server.isOneProcess()) {
            server.parts()
                    .forEach(part -> Proc.of(part.pid())
                            .memory()
                            .ifPresent(memory -> figures.note(
                                    "memory: resident of " + part.name(), "MiB", memory.resident() / MIB)));
        }
        Metrics metrics = server.metrics();
        figures.note("memory: heap in use", "MiB", metrics.heapBytes() / MIB);
    }
}
