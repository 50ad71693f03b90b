package magpie.tests.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import magpie.client.ServerProcess;

/** Simulates a full disk for one process: the kernel refuses to let its files grow beyond a size. */
final class Prlimit {
    private Prlimit() {}

    /** From now on each write beyond so many bytes of a file fails. */
    static void fileSize(ServerProcess instance, long bytes) throws IOException, InterruptedException {
        set(instance, Long.toString(bytes));
    }

    /** Lets files grow again. */
    static void lift(ServerProcess instance) throws IOException, InterruptedException {
        set(instance, "unlimited");
    }

    /** Sets only the soft limit: a process may raise that again up to the hard one. */
    private static void set(ServerProcess instance, String soft) throws IOException, InterruptedException {
        Process prlimit = start("prlimit", "--pid", Long.toString(instance.pid()), "--fsize=" + soft + ":unlimited");
        String output = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (prlimit.waitFor() != 0) {
            throw new AssertionError("prlimit failed: " + output);
        }
    }

    private static Process start(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError(
                    "This test needs prlimit to fill a disk. Install util-linux, for example: apt install util-linux",
                    e);
        }
    }
}
