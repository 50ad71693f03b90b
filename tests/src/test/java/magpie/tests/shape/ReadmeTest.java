package magpie.tests.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import magpie.kit.json.Json;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The README's story in curl works when it is pasted as a whole. */
class ReadmeTest {
    private static final Pattern STORY = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);
    private static final String SERVER = "http://localhost:8080";

    @TempDir
    Path folder;

    @Test
    void theStoryEndsWithThePostInTheFeed() throws Exception {
        try (World world = World.of(Mode.LOCAL, java.util.Map.of("limits", "on"))) {
            String printed = run(story().replace(SERVER, world.url()));
            JsonNode feed = Json.MAPPER.readTree(printed.substring(printed.indexOf("{\"items\"")));
            assertThat(feed.at("/items").size()).as(printed).isEqualTo(1);
            assertThat(feed.at("/items/0/post/text").asString()).isEqualTo("Hello, 喜鹊!");
            assertThat(feed.at("/items/0/post/author/username").asString()).isEqualTo("ana");
        }
    }

    private static String story() {
        Matcher story = STORY.matcher(Documents.read("README.md"));
        assertThat(story.find()).as("a bash block in the README").isTrue();
        assertThat(story.group(1)).contains(SERVER);
        return story.group(1);
    }

    /** By standard input, like a paste; without the environment's proxies, which do not know this server. */
    private String run(String story) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("story"), story);
        Path printed = folder.resolve("printed");
        ProcessBuilder bash = new ProcessBuilder("bash", "--noprofile", "--norc")
                .directory(folder.toFile())
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        bash.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        Process process = bash.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the story ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(printed, UTF_8);
        assertThat(List.of(process.exitValue(), output.contains("problem:")))
                .as(output)
                .containsExactly(0, false);
        return output;
    }
}
