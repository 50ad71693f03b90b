package magpie.tests.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import magpie.kit.files.Folders;
import magpie.kit.json.Json;
import magpie.tests.Checkout;
import magpie.tests.ExitCode;
import magpie.tests.program.SmallDisk;
import tools.jackson.databind.JsonNode;

/** A private set of engines for a test, beside that of the test run, some of them on small disks. */
final class OwnEngines implements AutoCloseable {
    private final Path folder;
    private final Map<String, SmallDisk> disks = new LinkedHashMap<>();

    /** Starts engines with these flags of {@code ./magpie engines up}, some on disks of so many megabytes. */
    OwnEngines(Map<String, Integer> megabytes, String... flags) throws IOException {
        this.folder = Files.createTempDirectory("magpie-engines");
        try {
            enterable(folder);
            enterable(Files.createDirectory(folder.resolve("nodes")));
            for (Map.Entry<String, Integer> disk : megabytes.entrySet()) {
                disks.put(
                        disk.getKey(),
                        SmallDisk.mount(folder.resolve("nodes").resolve(disk.getKey()), disk.getValue()));
            }
            run(Stream.concat(Stream.of("up"), Stream.of(flags)).toArray(String[]::new));
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** PostgreSQL runs as another user if this runs as root. */
    private static void enterable(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** A file for {@code --config}. */
    Path config() {
        return folder.resolve("magpie.conf");
    }

    /** Returns the disk of a node, such as {@code kafka-1}. */
    SmallDisk disk(String node) {
        return disks.get(node);
    }

    /** Runs the operator's command {@code ./magpie engines …} and returns its output. */
    String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-Dmagpie.root=" + Checkout.root()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "magpie.engines.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MAGPIE_ENGINES", folder.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (ExitCode.of(process) != 0) {
            throw new IOException("./magpie engines " + String.join(" ", arguments) + ":\n" + said);
        }
        return said;
    }

    /** Ends a node as a power cut would. */
    void kill(String name) throws IOException {
        for (JsonNode node : Json.MAPPER.readTree(run("status", "--json"))) {
            if (node.path("name").asString().equals(name)) {
                end(node);
            }
        }
    }

    /** Its data is deleted too, so nobody waits for an orderly stop. */
    private static void end(JsonNode node) {
        ProcessHandle.of(node.path("pid").asLong()).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(folder.resolve("engines.json"))) {
            Json.MAPPER.readTree(run("status", "--json")).forEach(OwnEngines::end);
        }
        for (SmallDisk disk : disks.values()) {
            disk.close();
        }
        Folders.remove(folder);
    }
}
