package magpie.chaos.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import magpie.engines.node.Shell;

/** Signals a process and its children: PostgreSQL's would otherwise keep working while their parent is paused. */
final class Signals {
    private Signals() {}

    static void kill(long pid) throws IOException, InterruptedException {
        send("KILL", family(pid));
    }

    static void pause(long pid) throws IOException, InterruptedException {
        send("STOP", family(pid));
    }

    static void resume(long pid) throws IOException, InterruptedException {
        send("CONT", family(pid));
    }

    /** A process and all its children; none if it has ended. */
    static List<Long> family(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void send(String signal, List<Long> pids) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        if (!pids.isEmpty()) {
            try {
                Shell.run(Map.of(), command);
            } catch (IOException e) {
                if (ProcessHandle.of(pids.getFirst()).isPresent()) {
                    throw e; // one of them has ended meanwhile
                }
            }
        }
    }
}
