package magpie.app.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Shows the progress of a long task: one updating line on a terminal, a line per tenth elsewhere. For one thread. */
final class ProgressBar {
    private static final int WIDTH = 40;

    private final PrintStream err;
    private final boolean terminal;
    private final int total;
    private int done;
    private int shown = -1;

    ProgressBar(PrintStream err, boolean terminal, int total) {
        this.err = err;
        this.terminal = terminal;
        this.total = total;
    }

    /** Reports more progress, and on what. */
    void advance(int more, String what) {
        done += more;
        int percent = (int) (100L * done / total);
        int step = terminal ? percent : percent / 10;
        if (step != shown) {
            shown = step;
            show(percent, what);
        }
    }

    private void show(int percent, String what) {
        int full = WIDTH * percent / 100;
        String line = String.format(
                Locale.ROOT, "%s%s %3d %%  %-10s", "█".repeat(full), "░".repeat(WIDTH - full), percent, what);
        err.print(terminal ? "\r" + line + (percent == 100 ? System.lineSeparator() : "") : line.strip() + "\n");
        err.flush();
    }
}
