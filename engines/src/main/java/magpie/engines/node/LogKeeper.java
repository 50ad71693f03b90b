package magpie.engines.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the logs of a set's nodes from growing for ever. All of them are written by appending, whatever the server, so a
 * log that is long is copied, and then cut down to nothing under who writes it. A small shell looks at all of them now and
 * then; it is started with the first node, and ends by itself when none runs any more.
 *
 * @param home of the set
 * @param bytes how long a log may be; there are two of a node, {@code log} and what was before, {@code log.1}
 * @param seconds how long it rests between two looks
 */
public record LogKeeper(Home home, long bytes, int seconds) {
    /** Some days of a busy process, and little of a disk. */
    public static final long BYTES = 16L << 20;

    public static final int SECONDS = 15;

    /** A node's pid is in a file of it. What is written between the copy and the cut is lost: some lines at most. */
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

    /** Starts it if it does not run. Nodes are started side by side, and it is one for all of them. */
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

    /** Not among the nodes: it is none. */
    private Path folder() {
        return home.folder().resolve("logs");
    }
}
