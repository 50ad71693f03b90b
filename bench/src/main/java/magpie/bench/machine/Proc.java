package magpie.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process's data in Linux's {@code /proc}; empty on other systems. */
public record Proc(Path folder) {
    private static final double TICKS_A_SECOND = 100;

    public static Proc of(long pid) {
        return new Proc(Path.of("/proc", Long.toString(pid)));
    }

    /**
     * Memory in bytes.
     *
     * @param resident all that is in memory
     * @param proportional the same, with pages that several processes share divided among them
     * @param anonymous its own: heap, stacks, native memory
     */
    public record Memory(long resident, long proportional, long anonymous) {
        /** File-backed pages: jars, libraries, the AOT cache, mapped databases. */
        public long files() {
            return resident - anonymous;
        }
    }

    public Optional<Memory> memory() {
        Map<String, Long> kibibytes = new HashMap<>();
        for (String line : lines("smaps_rollup")) {
            String[] words = line.trim().split(":?\\s+", -1);
            if (words.length == 3 && words[2].equals("kB")) {
                kibibytes.put(words[0], Long.parseLong(words[1]) << 10);
            }
        }
        return kibibytes.containsKey("Rss")
                ? Optional.of(new Memory(
                        kibibytes.get("Rss"),
                        kibibytes.getOrDefault("Pss", 0L),
                        kibibytes.getOrDefault("Anonymous", 0L)))
                : Optional.empty();
    }

    /** CPU time of the process and of the children it waited for; empty if it is gone. */
    public Optional<Duration> cpu() {
        try {
            return Optional.of(Duration.ofMillis(
                    Math.round(1e3 * Arrays.stream(cpuSeconds()).sum())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** CPU seconds of the process itself, and of the children it waited for: a launcher that became it has such. */
    public double[] cpuSeconds() throws IOException {
        String stat = String.join("", lines("stat"));
        if (stat.isEmpty()) {
            throw new IOException("There is no " + folder.resolve("stat") + ": this needs Linux and a live process.");
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double[] ticks = Arrays.stream(fields)
                .skip(11)
                .limit(4)
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new double[] {(ticks[0] + ticks[1]) / TICKS_A_SECOND, (ticks[2] + ticks[3]) / TICKS_A_SECOND};
    }

    /** The command line without the class path, which is long, and without folders, which differ by machine. */
    public Optional<String> commandLine() {
        String[] words = String.join("\n", lines("cmdline")).split("\0", -1);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("-cp")) {
                i++;
            } else {
                line.append(withoutFolder(words[i])).append(' ');
            }
        }
        return line.toString().isBlank()
                ? Optional.empty()
                : Optional.of(line.toString().strip());
    }

    /** {@code java} for {@code /opt/jdk/bin/java}, also after an equals sign. */
    static String withoutFolder(String word) {
        return word.replaceFirst("(^|=)/.*/", "$1");
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
