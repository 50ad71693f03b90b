package magpie.engines.node;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import magpie.kit.Waits;

/**
 * A node's process, which outlives the command that starts it. Its pid is stored with its start time, so that after a
 * reboot no other process is taken for it.
 */
public final class NodeProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Pattern ENDED = Pattern.compile("\\) [ZX] ");
    private static final Pattern ERROR = Pattern.compile("\\b(ERROR|FATAL)\\b");
    private static final Duration SAME_START = Duration.ofSeconds(2);
    private static final int LAST_LINES = 15;
    private static final int LAST_BYTES = 16_384;

    private final Path folder;

    public NodeProcess(Path folder) {
        this.folder = folder;
    }

    public Path log() {
        return folder.resolve("log");
    }

    /** Starts it in its own session, so that keys pressed here do not reach it. */
    public void start(List<String> command) throws IOException {
        List<String> apart = new ArrayList<>();
        Programs.onPath("setsid").map(Path::toString).ifPresent(apart::add);
        apart.addAll(command);
        Process process = new ProcessBuilder(apart)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        Instant began = process.info().startInstant().orElseGet(Instant::now);
        Files.writeString(pidFile(), process.pid() + " " + began.toEpochMilli());
    }

    /** The process, if it runs. */
    public Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        String[] written = Files.readString(pidFile()).strip().split(" ", 2);
        Instant began = Instant.ofEpochMilli(Long.parseLong(written[1]));
        return ProcessHandle.of(Long.parseLong(written[0]))
                .filter(NodeProcess::isAlive)
                .filter(process -> isSame(process, began));
    }

    /** A zombie stays in the table until its parent reaps it; in a container the first process may never do that. */
    private static boolean isAlive(ProcessHandle process) {
        Path state = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return process.isAlive()
                    && !(Files.exists(state)
                            && ENDED.matcher(Files.readString(state)).find());
        } catch (IOException e) {
            return process.isAlive(); // it ended between the two questions, or there is no such file here
        }
    }

    private static boolean isSame(ProcessHandle process, Instant began) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, began).abs().compareTo(SAME_START) < 0)
                .orElse(false);
    }

    /** The outcome of a stop. */
    public enum Stop {
        ORDERLY,
        KILLED,
        WAS_NOT_RUNNING
    }

    /** Stops it, gracefully if it manages that in time. */
    public Stop stop(String signal) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = running();
        if (process.isEmpty()) {
            return Stop.WAS_NOT_RUNNING;
        }
        signal(process.get(), "CONT"); // a paused process would not see the signal
        signal(process.get(), List.of(process.get()), signal);
        if (!Waits.until(PATIENCE, PAUSE, () -> !isAlive(process.get()))) {
            kill();
            return Stop.KILLED;
        }
        Files.deleteIfExists(pidFile());
        return Stop.ORDERLY;
    }

    /** Kills it and its children, as a power cut would; does nothing if it does not run. */
    public void kill() throws IOException, InterruptedException {
        Optional<ProcessHandle> process = running();
        if (process.isPresent()) {
            List<ProcessHandle> family = family(process.get());
            signal(process.get(), family, "KILL");
            while (family.stream().anyMatch(NodeProcess::isAlive)) {
                Thread.sleep(PAUSE); // SIGKILL cannot be refused
            }
        }
    }

    /** Sends it and its children a signal. */
    public void signal(String signal) throws IOException, InterruptedException {
        signal(running().orElseThrow(() -> new EngineException(folder.getFileName() + " does not run.")), signal);
    }

    private static void signal(ProcessHandle process, String signal) throws IOException, InterruptedException {
        signal(process, family(process), signal);
    }

    /** A child may be gone by now, which is no failure as long as the parent is there. */
    private static void signal(ProcessHandle process, List<ProcessHandle> family, String signal)
            throws IOException, InterruptedException {
        for (ProcessHandle one : family) {
            try {
                Shell.run(Map.of(), List.of("kill", "-" + signal, Long.toString(one.pid())));
            } catch (IOException e) {
                if (one.equals(process) && isAlive(process)) {
                    throw e;
                }
            }
        }
    }

    /** The parent first: then it can start no more children. */
    private static List<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** The end of its log, from the last error on if there is one. */
    public String lastWords() throws IOException {
        if (!Files.exists(log())) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(LAST_BYTES, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            int from = Math.max(0, lines.size() - 1);
            while (from > 0 && !ERROR.matcher(lines.get(from)).find()) {
                from--;
            }
            from = from == 0 ? Math.max(0, lines.size() - LAST_LINES) : from;
            return String.join("\n", lines.subList(from, Math.min(lines.size(), from + LAST_LINES)));
        }
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }
}
