package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.kit.json.Json;
import magpie.tests.Checkout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The launcher's part in {@code --log-format json}: a machine finds nothing but JSON, whoever wrote it. */
class JsonLogTest {
    /** The lines of the launcher that do it, without running the launcher. */
    private static final String PART = "eval \"$(sed -n '/^wants_json() {/,/^# ---- the JDK/p' \"$LAUNCHER\")\"\n";

    @TempDir
    Path folder;

    private static String run(String script, String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", PART + script, "magpie"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LAUNCHER", Checkout.launcher().toString());
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void everyLineIsJsonAndThoseOfTheProgramStayAsTheyAre() throws IOException {
        String ours = "{\"timestamp\":1,\"level\":\"INFO\",\"formattedMessage\":\"a \\\\ \\\"b\\\" 喜鹊\"}";
        String trace = "Exception in thread \"main\" java.lang.Error: C:\\x\n\tat magpie.app.Main\n";
        String input = ours + "\n\n" + trace + "[0.1s][warning][gc] {odd} \033[31m喜鹊\n{oops}\n" + ours + "\nno end";
        List<String> lines = run("json_lines INFO", input).lines().toList();
        assertThat(lines).hasSize(7).filteredOn(ours::equals).hasSize(2);
        List<String> said = new ArrayList<>();
        for (String line : lines) {
            JsonNode event = Json.MAPPER.readTree(line);
            assertThat(event.path("timestamp").asLong()).isPositive();
            said.add(event.path("formattedMessage").asString());
        }
        assertThat(said)
                .contains(
                        "Exception in thread \"main\" java.lang.Error: C:\\x",
                        "\tat magpie.app.Main",
                        "[0.1s][warning][gc] {odd} \033[31m喜鹊",
                        "{oops}",
                        "no end");
    }

    @ParameterizedTest
    @CsvSource({
        "--log-format json, yes",
        "--log-format=json, yes",
        "--port 1 --log-format=text, no",
        "--config json.conf, yes",
        "--config=json.conf --log-format text, no",
        "--config text.conf, no",
        "--data json, no"
    })
    void theLauncherFindsOutAsTheProgramDoes(String flags, String expected) throws IOException {
        Files.writeString(folder.resolve("json.conf"), "port = 1\nlog-format = json\n");
        Files.writeString(folder.resolve("text.conf"), "# log-format = json\n");
        String script = "cd \"$1\"; shift; if wants_json \"$@\"; then echo yes; else echo no; fi";
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(List.of(flags.split(" ")));
        assertThat(run(script, "", arguments.toArray(String[]::new)).strip()).isEqualTo(expected);
    }
}
