package magpie.app;

import java.io.PrintStream;
import java.util.Map;

/** Where a command speaks and what surrounds it: answers go to {@code out}, everything else to {@code err}. */
record Console(PrintStream out, PrintStream err, Map<String, String> environment) {}
