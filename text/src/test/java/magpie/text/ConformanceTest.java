package magpie.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The conformance cases that twitter-text publishes, but for those that docs/text.md lists. They are not part of this
 * project: the test runs where somebody has put them, in a folder beside the checkout or one that is named.
 */
class ConformanceTest {
    private static final Path CASES = Path.of(System.getProperty("magpie.conformance", "../../shared/data/text"));

    /** Where we differ, and why, is in docs/text.md. */
    private static final Set<String> DIFFER = Set.of(
            "Extract long URL without protocol surrounded by CJK characters",
            "Extract short URL without protocol surrounded by CJK characters",
            "Extract URLs without protocol surrounded by CJK characters",
            "Extract URLs with and without protocol surrounded by CJK characters",
            "Extract a t.co URL with a trailing apostrophe",
            "Extract a t.co URL with a trailing hyphen",
            "DO NOT extract URLs with > 40 characters in a t.co slug",
            "Extract t.co URLs skipping trailing characters and adjusting indices correctly");

    @TestFactory
    Stream<DynamicTest> mentions() throws IOException {
        return tests(List.of("mentions", "mentions_with_indices"), (text, expected) -> {
            assertThat(PostText.mentions(PostText.normalize(text))).isEqualTo(expected);
            return true;
        });
    }

    @TestFactory
    Stream<DynamicTest> tags() throws IOException {
        return tests(List.of("hashtags", "hashtags_from_astral", "hashtags_with_indices"), (text, expected) -> {
            assertThat(PostText.tags(PostText.normalize(text)))
                    .isEqualTo(
                            expected.stream().map(PostText::foldTag).distinct().toList());
            return true;
        });
    }

    @TestFactory
    Stream<DynamicTest> addresses() throws IOException {
        List<String> groups =
                List.of("urls", "urls_with_indices", "urls_with_directional_markers", "tco_urls_with_params");
        return tests(groups, (text, expected) -> urls(text).equals(expected));
    }

    private static List<String> urls(String text) {
        return WebAddresses.find(text).stream()
                .filter(span -> span.kind() != WebAddresses.Kind.OTHER)
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }

    private static Stream<DynamicTest> tests(List<String> groups, BiFunction<String, List<String>, Boolean> passes)
            throws IOException {
        Path file = CASES.resolve("extract.yml");
        assumeTrue(Files.exists(file), "the cases of twitter-text are not here: " + file.toAbsolutePath());
        JsonNode all = new YAMLMapper().readTree(Files.readString(file)).get("tests");
        List<DynamicTest> tests = new ArrayList<>();
        for (String group : groups) {
            for (JsonNode each : all.get(group)) {
                String about = each.get("description").asString();
                String text = each.get("text").asString();
                tests.add(DynamicTest.dynamicTest(
                        group + ": " + about,
                        () -> assertThat(passes.apply(text, expected(each)))
                                .as(text)
                                .isNotEqualTo(DIFFER.contains(about))));
            }
        }
        return tests.stream();
    }

    /** With indices or without: what is found is compared. */
    private static List<String> expected(JsonNode each) {
        return each.get("expected")
                .valueStream()
                .map(one -> one.isObject() ? one.values().iterator().next().asString() : one.asString())
                .toList();
    }
}
