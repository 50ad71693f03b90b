package magpie.bench.report;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** Shows a progress bar on standard error for people, or a line per quarter for a log. For one thread. */
public final class Progress {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 200_000_000;

    private final String what;
    private final long total;
    private final boolean silent;
    private final boolean person;
    private final long start = System.nanoTime();
    private long drawn;
    private int quarters;

    private Progress(String what, long total, boolean silent) {
        this.what = what;
        this.total = Math.max(1, total);
        this.silent = silent;
        this.person =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    public static Progress of(String what, long total) {
        return new Progress(what, total, false);
    }

    public static Progress silent() {
        return new Progress("", 1, true);
    }

    /** Announces a stage without numbers. */
    public static void say(String what) {
        System.err.println(what);
    }

    /** Reports how many are done. */
    public void at(long done) {
        if (silent) {
            return;
        }
        if (person) {
            bar(done);
        } else if (done * 4 / total > quarters) {
            quarters = (int) (done * 4 / total);
            System.err.println(line(done));
        }
    }

    private void bar(long done) {
        long now = System.nanoTime();
        if (now - drawn > REDRAW_NANOS || done >= total) {
            drawn = now;
            int full = (int) (done * WIDTH / total);
            System.err.print("\r[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + line(done)
                    + (done >= total ? "\n" : ""));
        }
    }

    private String line(long done) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(
                Locale.ROOT, "%s %,d of %,d, %,.0f/s, %.0f s ", what, done, total, done / seconds, seconds);
    }
}
