package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import magpie.client.ServerProcess;
import magpie.client.ServerProcess.Ended;
import magpie.kit.files.Folders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The launcher's AOT cache is really used, and never one made of something else: a stale one is slower than none. The
 * launcher runs in its own folder, so it leaves the checkout's cache alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AotCacheTest {
    private static final String MAIN = "magpie.app.Main source: ";
    private static final String FROM_CACHE = MAIN + "shared objects file";

    private Path folder;
    private Path launcher;
    private Path dist;

    @BeforeAll
    void trainOnce() throws Exception {
        folder = Files.createTempDirectory("magpie-aot");
        launcher = StagedDist.in(folder);
        dist = folder.resolve("target/dist");
        assertThat(started("")).contains("preparing a fast start (once)").doesNotContain("without a prepared cache");
        assertThat(caches()).hasSize(1);
    }

    @AfterAll
    void remove() throws IOException {
        Folders.remove(folder);
    }

    @Test
    void theSecondStartTakesTheProgramFromTheCache() throws Exception {
        Path log = folder.resolve("second.log");
        assertThat(started(logTo(log))).doesNotContain("preparing a fast start");
        assertThat(log).content().contains(FROM_CACHE);
        assertThat(fromCache(log)).as("share of our classes").isGreaterThan(0.9);
    }

    @Test
    void withoutTheCacheItComesFromTheJars() throws Exception {
        Path log = folder.resolve("off.log");
        assertThat(started(logTo(log), "MAGPIE_AOT", "off")).doesNotContain("cache");
        assertThat(log).content().contains(MAIN + "file:").doesNotContain(FROM_CACHE);
    }

    @Test
    void anotherFlagMakesAnotherCache() throws Exception {
        Set<Path> before = caches();
        assertThat(started("-XX:+UseSerialGC")).contains("preparing a fast start");
        assertThat(caches()).containsAll(before).hasSize(before.size() + 1);
        Path log = folder.resolve("serial.log");
        assertThat(started("-XX:+UseSerialGC " + logTo(log))).doesNotContain("preparing a fast start");
        assertThat(log).content().contains(FROM_CACHE);
    }

    @Test
    void whoCountsOnFewerCoresHasTheSameCache() throws Exception {
        Path log = folder.resolve("cores.log");
        assertThat(started("-XX:ActiveProcessorCount=1 " + logTo(log))).doesNotContain("preparing a fast start");
        assertThat(log).content().contains(FROM_CACHE);
    }

    @Test
    void aChangedJarIsNotServedByTheOldCache() throws Exception {
        Path log = folder.resolve("changed.log");
        Path jar = dist.resolve("lib/magpie-app.jar");
        FileTime date = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        try {
            assertThat(helped(log).output()).contains("reset-password");
            assertThat(log).content().contains(MAIN + "file:").doesNotContain(FROM_CACHE);
        } finally {
            Files.setLastModifiedTime(jar, date);
        }
        helped(log);
        assertThat(log).as("with the jar as it was").content().contains(FROM_CACHE);
    }

    /** Its output when it starts on fresh data, becomes ready, and stops. */
    private String started(String javaOptions, String... environment) throws Exception {
        Path data = Files.createTempDirectory(folder, "data");
        try (ServerProcess instance = RealInstance.launch(launcher, data, environment(javaOptions, environment))) {
            Ended ended = instance.stop();
            assertThat(ended.code()).isEqualTo(128 + 15);
            return ended.output();
        }
    }

    /** A command that uses an existing cache but makes none. */
    private Ended helped(Path log) throws Exception {
        Files.deleteIfExists(log);
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "admin", "--help").redirectErrorStream(true);
        builder.environment().putAll(environment(logTo(log)));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static Map<String, String> environment(String javaOptions, String... more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("MAGPIE_JAVA_OPTS", javaOptions);
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private static String logTo(Path log) {
        return "-Xlog:class+load:file=" + log;
    }

    private static double fromCache(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> ours = lines.filter(line -> line.matches(".*\\] magpie\\.[^$/]* source: .*"))
                    .toList();
            long cached = ours.stream()
                    .filter(line -> line.contains("source: shared objects file"))
                    .count();
            return (double) cached / ours.size();
        }
    }

    private Set<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(dist.resolve("aot"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).collect(Collectors.toSet());
        }
    }
}
