package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import magpie.api.post.PostText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of texts: graphemes, URLs, mentions, tags. */
class PostTextTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "👨‍👩‍👧‍👦, 1",
        "👍🏽, 1",
        "🇨🇳🇩🇪🇫🇷, 3",
        "❤️, 1",
        "1️⃣, 1",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿, 1",
        "喜鹊, 2",
        "각, 1",
        "नमस्ते, 3",
        "é, 1"
    })
    void countsWhatAPersonSeesAsOneCharacter(String text, int expected) {
        assertThat(PostText.length(text)).isEqualTo(expected);
    }

    @Test
    void countsNothingInNothing() {
        assertThat(PostText.length("")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://example.com/",
                "HTTPS://EXAMPLE.COM/A",
                "https://example.com/a/very/long/path?with=a&query=1#fragment-and-more-and-more",
                "https://en.wikipedia.org/wiki/Magpie_(bird)",
                "https://example.com/a_",
                "https://münchen.example/straße",
                "https://example.com/a//"
            })
    void countsAUrlAsTwentyThreeHoweverLong(String url) {
        assertThat(PostText.length(url)).isEqualTo(23);
        assertThat(PostText.length("a " + url + " b")).isEqualTo(27);
        assertThat(PostText.length(url + " " + url)).isEqualTo(47);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://example.com/a.| 28",
                "see https://example.com/a?!| 29",
                "(https://example.com/a)| 25",
                "(https://example.com/a_(b))| 25",
                "https://example.com/a, then| 29",
                "\"https://example.com\"| 25",
                "https://example.com/a你好| 25",
                "你好https://example.com。好| 27",
                "https://| 8",
                "https://...| 11",
                "xhttps://a| 10"
            })
    void leavesTheSentenceItsPunctuation(String text, int expected) {
        assertThat(PostText.length(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@ada| ada",
                "hi @Ada!| ada",
                ".@ada says| ada",
                "(@ada)| ada",
                "\"@ada\"| ada",
                "-@ada| ada",
                "@ada.| ada",
                "@ada's| ada",
                "你好@ada你好| ada",
                "❤️@ada❤️| ada",
                "https://example.com/x.@ada| ''",
                "https://example.com/x. @ada| ada"
            })
    void findsMentions(String text, String expected) {
        assertThat(PostText.mentions(text)).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "ada.l+x@example.com",
                "ada+@example.com",
                "josé@example.com",
                "@ada@example.social",
                "@@ada",
                "@",
                "@ ada",
                "https://example.com/@ada",
                "example.com/@ada",
                "@müller",
                "@adé",
                "@a234567890123456789012345678901",
                "x@ada"
            })
    void takesNothingElseForAMention(String text) {
        assertThat(PostText.mentions(text)).isEmpty();
    }

    @Test
    void namesEachPersonOnceInOrderAndOnlySoMany() {
        assertThat(PostText.mentions("@bob @ada @BOB @ada")).containsExactly("bob", "ada");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            many.append("@u").append(i).append(" #t").append(i).append(' ');
        }
        assertThat(PostText.mentions(many.toString())).hasSize(PostText.MAX_LINKS);
        assertThat(PostText.tags(many.toString())).hasSize(PostText.MAX_LINKS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#Java| java",
                "＃喜鹊| 喜鹊",
                "看#喜鹊。| 喜鹊",
                "#привет!| привет",
                "#नमस्ते| नमस्ते",
                "#مرحبا| مرحبا",
                "#a_1| a_1",
                "#1a| 1a",
                "(#x)| x",
                "#Ｊａｖａ| java",
                "#CAFE\u0301| café",
                "☀️#sun| sun",
                "#می\u200cخواهم| میخواهم",
                "#x#y| ''",
                "#x-y| x"
            })
    void findsTagsOfAnyScript(String text, String expected) {
        assertThat(PostText.tags(PostText.normalize(text)))
                .isEqualTo(expected.isEmpty() ? List.of("x") : List.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#",
                "# a",
                "#1",
                "#12_3",
                "#1️⃣",
                "#️⃣",
                "C#sharp",
                "&#39x",
                "##x",
                "https://a.b/#x",
                "a/#x",
                "#!x"
            })
    void takesNothingElseForATag(String text) {
        assertThat(PostText.tags(text)).isEmpty();
    }

    @Test
    void aTagHasAtMostAHundredCharacters() {
        assertThat(PostText.tags("#" + "x".repeat(100))).hasSize(1);
        assertThat(PostText.tags("#" + "x".repeat(101))).isEmpty();
        assertThat(PostText.tags("#ﷺ")).isEmpty();
    }

    @Test
    void normalisesLineEndsControlsAndCompositions() {
        assertThat(PostText.normalize(" a\r\nb\rc\u2028d\te\u0000\u001bf\u007f "))
                .isEqualTo("a\nb\nc\nd ef");
        assertThat(PostText.normalize("e\u0301")).isEqualTo("é");
        assertThat(PostText.normalize("a\ud800b\udc00")).isEqualTo("a\ufffdb\ufffd");
        assertThat(PostText.normalize(FAMILY)).isEqualTo(FAMILY);
        assertThat(PostText.normalize("z" + "\u0300".repeat(500))).hasSize(31);
    }

    @Test
    void holdsForRandomTexts() {
        Random random = new Random(20250101);
        for (int round = 0; round < 5_000; round++) {
            String text = PostText.normalize(RandomText.next(random, 60));
            assertThat(PostText.normalize(text)).as("normal form of %s", text).isEqualTo(text);
            assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
            assertThat(PostText.graphemes(text)).isBetween(text.isEmpty() ? 0 : 1, Math.max(0, text.length()));
            assertThat(PostText.mentions(text))
                    .allSatisfy(name ->
                            assertThat(text.toLowerCase(java.util.Locale.ROOT)).contains("@" + name));
            assertThat(PostText.tags(text)).allSatisfy(tag -> {
                assertThat(PostText.foldTag(tag)).isEqualTo(tag);
                assertThat(PostText.tags("#" + tag)).containsExactly(tag);
            });
        }
    }

    @Test
    void aSpaceBetweenTwoTextsAddsTheirLengths() {
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            String a = PostText.normalize(RandomText.next(random, 30));
            String b = PostText.normalize(RandomText.next(random, 30));
            if (!b.isEmpty() && Character.isLetter(b.codePointAt(0))) {
                assertThat(PostText.length(a + "\n" + b)).isEqualTo(PostText.length(a) + 1 + PostText.length(b));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "#",
                "#a",
                "@a",
                "a",
                "https://",
                "https://a",
                "https://a)",
                "https://a(",
                "https://.",
                "://",
                "\u0300",
                "\u0316\u0300",
                "a\u0300",
                "👨\u200d",
                "🇨",
                "🏽",
                "\u200d",
                "_",
                "#_",
                "#1",
                "喜",
                "क्",
                "ᄀ",
                "(",
                ")",
                ".",
                "\ud800",
                "https://a.",
                "@@",
                "#\u200d"
            })
    void hostileTextsAreCheap(String piece) {
        assertCheap(piece, piece.repeat(PostText.MAX_BYTES / piece.length()));
    }

    @Test
    void marksOutOfOrderAreCheap() {
        assertCheap("marks", "a" + "\u0300".repeat(4_000) + "\u0316".repeat(3_999));
        assertCheap("a URL of brackets", "https://a" + "(".repeat(4_000) + ")".repeat(3_991));
        assertCheap("a URL of points", "https://a" + ".".repeat(7_991));
    }

    /** A cost that grows with the square of the length would be some hundred milliseconds even when warm. */
    private static void assertCheap(String piece, String text) {
        long limit = 30_000_000;
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10 && best > limit; round++) {
            best = Math.min(best, cpuNanos(text));
        }
        assertThat(best).as("CPU nanoseconds for a text of %s", piece).isLessThan(limit);
    }

    private static long cpuNanos(String text) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        String normal = PostText.normalize(text);
        PostText.length(normal);
        PostText.mentions(normal);
        PostText.tags(normal);
        return threads.getCurrentThreadCpuTime() - start;
    }
}
