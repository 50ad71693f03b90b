package magpie.app;

import java.io.PrintStream;
import java.util.Map;

/** A command's streams and environment: answers go to {@code out}, everything else to {@code err}. */
record Console(PrintStream out, PrintStream err, Map<String, String> environment) {}
