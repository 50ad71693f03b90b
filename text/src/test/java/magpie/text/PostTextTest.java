package magpie.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
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
                "https://example.com/a//",
                "https://example.com/a你好",
                "https://ja.wikipedia.org/wiki/アニメ#歴史",
                "https://example.jp/日本@ann",
                "https://例え.テスト/道",
                "https://пример.рф/#тег",
                "https://[2001:db8::1]:8080/a",
                "https://192.168.0.1/a",
                "https://en.wikipedia.org/wiki/A–B",
                "https://example.com/a|b^c",
                "https://example.com/{a}",
                "https://example.com./#b",
                "https://example.com.:8080/#b",
                "https://example.com.?a",
                "https://example.com.#b"
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
                "你好https://example.com。好| 27",
                "https://example.com你好| 25",
                "https://example.com/a。你好| 26",
                "“https://example.com/a”| 25",
                "**https://example.com**| 27",
                "example.com| 11",
                "https://localhost:8080/| 23",
                "https://localhost.| 18",
                "https://no-such-top| 19",
                "ftp://example.com| 17",
                "https://| 8",
                "https://...| 11",
                "xhttps://a| 10",
                "https://example.com.| 24",
                "https://example.com.)| 25",
                "https://example.com.: a| 27",
                "//example.com/#a| 16",
                "日本https://example.com| 25",
                "éhttps://example.com| 24",
                "مhttps://example.com| 24",
                "-https://example.com| 24",
                "xhttps://example.com| 20",
                "1https://example.com| 20",
                "@https://example.com| 20",
                "#https://example.com| 20",
                "$https://example.com| 20"
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
                "＠ada| ada",
                "RT@ada| ada",
                "の@adaに| ada",
                "/@ada| ada",
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
    void aStrokeStandsBetweenTwoOfThem() {
        assertThat(PostText.mentions("@ann/@bob")).containsExactly("ann", "bob");
        assertThat(PostText.tags("(#a1/#b2)")).containsExactly("a1", "b2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ja.wikipedia.org/wiki/アニメ#歴史@ann",
                "https://example.jp/日本@ann#x",
                "https://ja.wikipedia.org/wiki/3月のライオン#x",
                "https://[::1]/#x@ann",
                "https://例え.テスト/@ann/#x",
                "https://user@example.com/#x",
                "https://localhost:3000/#x/@ann",
                "http://intranet/@ann#x",
                "ftp://example.com/#x/@ann",
                "example.com/@ann/#x",
                "example.co.za/@ann/#x",
                "https://example.com./#x@ann",
                "example.com./#x",
                "//example.com/#x",
                "//example.com/@ann#x",
                "https://example.com/a|b/#x/@ann",
                "https://example.com/{a}/^/–/#x/@ann"
            })
    void nothingIsLookedForInAnAddress(String address) {
        for (String text : List.of(address, "(" + address + ")", "見て " + address + "。")) {
            assertThat(PostText.tags(text)).isEmpty();
            assertThat(PostText.mentions(text)).isEmpty();
        }
        assertThat(PostText.tags(address + " #y")).containsExactly("y");
        assertThat(PostText.mentions(address + " @bob")).containsExactly("bob");
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
                "看。#喜鹊。| 喜鹊",
                "#ぼっち・ざ・ろっく！| ぼっち・ざ・ろっく",
                "#ﾎﾞｯﾁ･ｻﾞ| ボッチ・ザ",
                "#il·lusió| il·lusió",
                "#עַל־יְדֵי| עַל־יְדֵי",
                "#מ״כ| מ״כ",
                "#צה\"ל| צה\"ל",
                "#п’ять| п’ять",
                "#п'ять| п’ять",
                "#пʼять| п’ять",
                "#צה״ל| צה״ל",
                "#צה”ל| צה״ל",
                "#ג’ירפה| ג׳ירפה",
                "#ג'ירפה| ג׳ירפה",
                "#rock'n| rock",
                "#བོད་སྐད| བོད་སྐད",
                "#メ～テレ| メ~テレ",
                "#メ〜テレ| メ〜テレ",
                "#か゛| が",
                "#各〻| 各〻",
                "#二〇二五年| 二〇二五年",
                "#H₂O| h2o",
                "#第Ⅷ章| 第viii章",
                "#x·| x",
                "a/#x| x",
                "#don't| don",
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
                "#x-y| x"
            })
    void findsTagsOfAnyScript(String text, String expected) {
        assertThat(PostText.tags(PostText.normalize(text))).containsExactly(PostText.foldTag(expected));
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
                "看#喜鹊",
                "#http://example.com",
                "#!x"
            })
    void takesNothingElseForATag(String text) {
        assertThat(PostText.tags(text)).isEmpty();
    }

    @Test
    void listedTagsAreTwo() {
        assertThat(PostText.tags("#ラーメン・#餃子")).containsExactly("ラーメン", "餃子");
        assertThat(PostText.tags("#x#y")).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "İstanbul İSTANBUL i̇stanbul",
                "straße STRASSE Straẞe",
                "ΣΊΣΥΦΟΣ Σίσυφος σίσυφοσ",
                "ŉa ʼNA",
                "Ｊａｖａ JAVA java",
                "cafe\u0301 CAFÉ café",
                "می\u200cخواهم میخواهم",
                "п'ять п’ять пʼять ПʼЯТЬ",
                "צה\"ל צה״ל צה”ל צה“ל",
                "ג'ירפה ג’ירפה ג׳ירפה",
                "ab a\u00adb a\u200bb a\u3164b a\ufe0fb"
            })
    void tagsAreComparedByFullCaseFolding(String same) {
        List<String> folded = Stream.of(same.split(" ")).map(PostText::foldTag).toList();
        assertThat(folded).containsOnly(folded.getFirst());
        assertThat(PostText.foldTag("ılık")).isNotEqualTo(PostText.foldTag("ilik"));
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
        assertThat(PostText.normalize("z" + "\u0300".repeat(500))).hasSize(9);
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
}
