package magpie.bench.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine of a run.
 *
 * @param cores how many the JVM may use
 * @param processor its name
 * @param memoryBytes of the whole machine
 * @param system operating system and version
 * @param jdk version and vendor
 * @param loadBefore its load average before the run; negative if the system does not report it
 */
public record Machine(int cores, String processor, long memoryBytes, String system, String jdk, double loadBefore) {

    public static Machine here() {
        long memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : 0;
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                nameOfProcessor(),
                memory,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "JDK " + System.getProperty("java.vm.version") + " " + System.getProperty("java.vendor"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Whether other programs were busy, so that the figures are worse than the server is. */
    public boolean isBusy() {
        return loadBefore > cores * 0.25;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s, %.0f GiB, %s, %s",
                cores,
                processor,
                memoryBytes / (double) (1L << 30),
                system,
                jdk);
    }

    /** Linux reports the name; elsewhere the architecture has to do. */
    private static String nameOfProcessor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
