package magpie.engines.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the logs of a set's nodes from growing for ever. Every server appends to its log, so a long log can be copied
 * and then truncated while it is being written. A small shell checks all of them periodically; it starts with the first
 * node, and ends by itself when none runs any more.
 *
 * @param home of the set
 * @param bytes how long a log may be; a node has two, {@code log} and the previous one, {@code log.1}
 * @param seconds the pause between two checks
 */
public record LogKeeper(Home home, long bytes, int seconds) {
    /** Some days of a busy process, and little disk space. */
    public static final long BYTES = 16L << 20;

    public static final int SECONDS = 15;

    /** A node's folder has a file with its pid. Lines written between the copy and the truncation are lost. */
    private static final String SCRIPT = """
            folder=$1 bytes=$2 seconds=$3
            while sleep "$seconds"; do
              runs=
              for pids in "$folder"/nodes/*/pid; do
                pid=
                [ -f "$pids" ] && read -r pid _ < "$pids"
                [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && runs=yes
              done
              [ -n "$runs" ] || exit 0
              find "$folder/nodes" -mindepth 2 -maxdepth 2 -name log -size "+${bytes}c" |
                while read -r log; do cp "$log" "$log.1" && : > "$log"; done
            done
            """;

    /** Starts it if it does not run. Nodes start in parallel, and share it. */
    public void start() throws IOException {
        synchronized (LogKeeper.class) {
            NodeProcess process = new NodeProcess(folder());
            if (process.running().isEmpty()) {
                Files.createDirectories(folder());
                process.start(List.of(
                        "sh",
                        "-c",
                        SCRIPT,
                        "magpie-logs",
                        home.folder().toString(),
                        Long.toString(bytes),
                        Integer.toString(seconds)));
            }
        }
    }

    /** Its folder is not among the nodes', because it is not one. */
    private Path folder() {
        return home.folder().resolve("logs");
    }
}
