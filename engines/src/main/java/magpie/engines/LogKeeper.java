package magpie.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the logs of a set's nodes from growing for ever. All of them are written by appending, whatever the server, so a
 * log that is long is copied, and then cut down to nothing under who writes it. A small shell looks at all of them every few
 * seconds; it is started with the first node, and ends by itself when none runs any more.
 *
 * @param home of the set
 * @param bytes how long a log may be; there are two of a node, {@code log} and what was before, {@code log.1}
 */
record LogKeeper(Home home, long bytes) {
    /** Some days of a busy process, and little of a disk. */
    static final long BYTES = 16L << 20;

    /** A node's pid is in a file of it. What is written between the copy and the cut is lost: some lines at most. */
    private static final String SCRIPT = """
            folder=$1 bytes=$2
            while sleep 2; do
              runs=
              for node in "$folder"/nodes/*/; do
                [ -f "$node/pid" ] && kill -0 "$(cut -d ' ' -f 1 < "$node/pid")" 2>/dev/null && runs=yes
                [ -f "$node/log" ] || continue
                size=$(wc -c < "$node/log") || continue
                if [ "$size" -gt "$bytes" ]; then cp "$node/log" "$node/log.1" && : > "$node/log"; fi
              done
              [ -n "$runs" ] || exit 0
            done
            """;

    /** Starts it if it does not run. */
    void start() throws IOException {
        NodeProcess process = new NodeProcess(folder());
        if (process.running().isEmpty()) {
            Files.createDirectories(folder());
            process.start(
                    List.of("sh", "-c", SCRIPT, "magpie-logs", home.folder().toString(), Long.toString(bytes)));
        }
    }

    /** Not among the nodes: it is none. */
    private Path folder() {
        return home.folder().resolve("logs");
    }
}
