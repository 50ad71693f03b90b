package magpie.tests;

import java.io.IOException;

/** The exit codes of processes. */
public final class ExitCode {
    private ExitCode() {}

    /** Waits for a process to end. */
    public static int of(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new IOException("interrupted while it waited for a process", e);
        }
    }
}
