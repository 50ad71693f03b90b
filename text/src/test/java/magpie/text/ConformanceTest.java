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
import java.util.function.Function;
import java.util.function.Predicate;
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

    /** The differences, with reasons, are in docs/text.md. */
    private static final Set<String> DIFFER = Set.of(
            "Extract long URL without protocol surrounded by CJK characters",
            "Extract short URL without protocol surrounded by CJK characters",
            "Extract URLs without protocol surrounded by CJK characters",
            "Extract URLs with and without protocol surrounded by CJK characters",
            "Extract a t.co URL with a trailing apostrophe",
            "Extract a t.co URL with a trailing hyphen",
            "DO NOT extract URLs with > 40 characters in a t.co slug",
            "Extract t.co URLs skipping trailing characters and adjusting indices correctly",
            "Invalid Tweet: 141 characters",
            "Invalid Tweet: 141 characters (due to newline)",
            "Long tweet with url at the end, overflow at char index 265",
            "10 url string, no overflow",
            "160 CJK char, overflow at char index 140",
            "160 emoji char, overflow at char index 140",
            "3 latin char + 160 CJK char, overflow at char index 141",
            "\ufb2c is normalized into 3 chars",
            "Count a mix of single byte single word, and double word unicode characters",
            "Count unicode emoji chars inside the basic multilingual plane",
            "Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers",
            "Handle General Punctuation Characters with visible spaces(u2000-200A)",
            "Do not allow > 140 CJK characters by virtue of CJK chars greater than 63 punycode encoded chars in the host",
            "Allow > 140 CJK characters by virtue of CJK chars less than 63 punycode encoded chars in the host",
            "140 family emoji",
            "Emoji with a leading character in the latin range is counted as 2",
            "Unicode 10.0 emoji",
            "Unicode 9.0 emoji",
            "Handle invalid characters",
            "Tweet text containing directional characters should be considered valid");

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

    @TestFactory
    Stream<DynamicTest> lengths() throws IOException {
        List<String> groups = List.of(
                "WeightedTweetsCounterTest",
                "WeightedTweetsWithDiscountedEmojiCounterTest",
                "UnicodeDirectionalMarkerCounterTest");
        return validations(groups, (text, expected) -> {
            int length = PostText.length(PostText.normalize(text));
            return length == expected.get("weightedLength").asInt()
                    && isValid(length) == expected.get("valid").asBoolean();
        });
    }

    @TestFactory
    Stream<DynamicTest> wholeTexts() throws IOException {
        return Stream.of(
                        verdicts("tweets", text -> isValid(PostText.length(PostText.normalize(text)))),
                        verdicts("usernames", text -> PostText.mentions(text).equals(List.of(text.substring(1)))),
                        verdicts("hashtags", text -> PostText.tags(text).equals(List.of(text.substring(1)))),
                        verdicts("urls", text -> isOne(WebAddresses.Kind.URL, text)),
                        verdicts("urls_without_protocol", text -> isOne(WebAddresses.Kind.BARE, text)))
                .flatMap(tests -> tests);
    }

    private static boolean isValid(int length) {
        return length > 0 && length <= PostText.MAX_GRAPHEMES;
    }

    private static boolean isOne(WebAddresses.Kind kind, String text) {
        return WebAddresses.find(text).equals(List.of(new WebAddresses.Span(0, text.length(), kind)));
    }

    private static Stream<DynamicTest> verdicts(String group, Predicate<String> verdict) throws IOException {
        return validations(List.of(group), (text, expected) -> verdict.test(text) == expected.asBoolean());
    }

    private static Stream<DynamicTest> validations(List<String> groups, BiFunction<String, JsonNode, Boolean> passes)
            throws IOException {
        return tests("validate.yml", groups, each -> each.get("expected"), passes);
    }

    private static List<String> urls(String text) {
        return WebAddresses.find(text).stream()
                .filter(span -> span.kind() != WebAddresses.Kind.OTHER)
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }

    private static Stream<DynamicTest> tests(List<String> groups, BiFunction<String, List<String>, Boolean> passes)
            throws IOException {
        return tests("extract.yml", groups, ConformanceTest::expected, passes);
    }

    private static <T> Stream<DynamicTest> tests(
            String cases, List<String> groups, Function<JsonNode, T> expected, BiFunction<String, T, Boolean> passes)
            throws IOException {
        Path file = CASES.resolve(cases);
        assumeTrue(Files.exists(file), "the cases of twitter-text are not here: " + file.toAbsolutePath());
        JsonNode all =
                new YAMLMapper().readTree(escaped(Files.readString(file))).get("tests");
        List<DynamicTest> tests = new ArrayList<>();
        for (String group : groups) {
            for (JsonNode each : all.get(group)) {
                String about = each.get("description").asString();
                String text = each.get("text").asString();
                tests.add(DynamicTest.dynamicTest(
                        group + ": " + about,
                        () -> assertThat(passes.apply(text, expected.apply(each)))
                                .as(text)
                                .isNotEqualTo(DIFFER.contains(about))));
            }
        }
        return tests.stream();
    }

    /** The parser fails on a surrogate pair across the end of its buffer. */
    private static String escaped(String yaml) {
        StringBuilder escaped = new StringBuilder(yaml.length());
        yaml.codePoints()
                .forEach(c -> escaped.append(c > 0xffff ? String.format("\\U%08x", c) : Character.toString(c)));
        return escaped.toString();
    }

    /** With or without indices: only what is found is compared. */
    private static List<String> expected(JsonNode each) {
        return each.get("expected")
                .valueStream()
                .map(one -> one.isObject() ? one.values().iterator().next().asString() : one.asString())
                .toList();
    }
}
