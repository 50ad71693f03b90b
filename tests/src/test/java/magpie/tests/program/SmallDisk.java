package magpie.tests.program;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import magpie.tests.ExitCode;
import org.junit.jupiter.api.Assumptions;

/** A RAM disk of a few megabytes, which can be filled and freed. Only root may mount one. */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 64 << 10;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one on a folder; without permission the test is aborted, since it would prove nothing. */
    public static SmallDisk mount(Path folder, int megabytes) throws IOException {
        return mount(folder, megabytes, "exec");
    }

    /** The same with an extra option. */
    public static SmallDisk mount(Path folder, int megabytes, String option) throws IOException {
        Files.createDirectories(folder);
        String said = run(
                "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=700," + option, "tmpfs", folder.toString());
        if (!said.isEmpty()) {
            Assumptions.abort("NOT TESTED: what happens when an engine's disk is full, for this machine"
                    + " refuses a small one (" + said
                    + "). Run it as root, outside of a container that forbids mounts.");
        }
        return new SmallDisk(folder);
    }

    /** Fills it completely. */
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler())) {
            byte[] block = new byte[BLOCK];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (usable() > 0) {
                throw e;
            }
        }
    }

    /** Frees the room again. */
    public void free() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private long usable() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Works even while a process is still about to leave it. */
    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return ExitCode.of(process) == 0 ? "" : said.isEmpty() ? command[0] + " failed" : said;
    }
}
