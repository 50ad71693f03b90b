package magpie.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The time that was wanted here and that a virtual machine's host gave to others: a request that meets it waits for
 * milliseconds, whatever the server does. Linux alone tells; elsewhere it is 0.
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

    /** From the line {@code cpu user nice system idle iowait irq softirq steal …}, in ticks since the start. */
    static Stolen of(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        long wanted = 0;
        for (int i = 1; i <= STOLEN; i++) {
            wanted += i == IDLE || i == WAITING ? 0 : Long.parseLong(fields[i]);
        }
        return new Stolen(Long.parseLong(fields[STOLEN]), wanted);
    }

    /** Percent of what was wanted of all cores between an earlier moment and this. */
    public double percentSince(Stolen before) {
        long all = wanted - before.wanted;
        return all == 0 ? 0 : 100.0 * (stolen - before.stolen) / all;
    }
}
