package magpie.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU steal: time that this virtual machine wanted and its host gave to others. A request that hits it waits for
 * milliseconds, whatever the server does. Only Linux reports it; elsewhere it is 0.
 */
public final class Stolen {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int STOLEN = 8;

    private final long stolen;
    private final long wanted;

    private Stolen(long stolen, long wanted) {
        this.stolen = stolen;
        this.wanted = wanted;
    }

    public static Stolen now() throws IOException {
        return Files.isReadable(STAT) ? of(Files.readAllLines(STAT).getFirst()) : new Stolen(0, 0);
    }

    /** Parses the line {@code cpu user nice system idle iowait irq softirq steal …}, in ticks since the start. */
    static Stolen of(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        long wanted = 0;
        for (int i = 1; i <= STOLEN; i++) {
            wanted += i == IDLE || i == WAITING ? 0 : Long.parseLong(fields[i]);
        }
        return new Stolen(Long.parseLong(fields[STOLEN]), wanted);
    }

    /** The stolen percentage of all wanted CPU time between an earlier sample and this one. */
    public double percentSince(Stolen before) {
        long all = wanted - before.wanted;
        return all == 0 ? 0 : 100.0 * (stolen - before.stolen) / all;
    }
}
