package magpie.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of people's text, and what is visible. */
class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n\t\u00a0\u3000",
                "\u3164",
                "\u2800\u2800",
                "\u115f\u1160\uffa0",
                "\ufe0f",
                "\ufe00\ud83c\ufe0f",
                "\udb40\udd00",
                "\u200b\u200c\u200d\u2060\ufeff",
                "\u00ad\u034f\u061c\u17b4\u180e",
                "\u202e\u202d\u2066\u2069",
                "\u2061\u2064\u206f",
                "\udb40\udc61\udb40\udc62",
                "\ud834\udd59",
                "\u0000\u0007\u007f\u0085",
                "\ufff9\ufffb",
                "\uffff\ufdd0",
                "\ud81b\udfe4",
                "\ud80d\udc30\ud80d\udc3f",
                "\udb40\uddef",
                "\ud82f\udc9d"
            })
    void nothingToSee(String text) {
        assertThat(PlainText.isVisible(text.replaceAll("[\ud800-\udbff](?![\udc00-\udfff])", "")))
                .isFalse();
        assertThat(PlainText.isVisible(PlainText.lines(text.replace("\ud83c", ""))))
                .isFalse();
        assertThat(PlainText.line(text.replace("\ud83c", ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", ".", "喜", "\u0301", "👍", "🇨🇳", "1️⃣", "\ufffd", "\u06dd", "ـ", "\ue000", "—", "‐", "〰", "𓀀",
                "𛰀"
            })
    void somethingToSee(String text) {
        assertThat(PlainText.isVisible(PlainText.lines(text))).isTrue();
        assertThat(PlainText.isVisible(PlainText.line(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A\u200bnn",
                "Ann\u200d",
                "\u2067Ann",
                "Ann\u3164",
                "Ann\u2800",
                "A\ufe0fnn",
                "A\u034fnn",
                "A\u00adnn",
                "\u202eAnn",
                "Ann\u200e",
                "A\u17b4nn",
                "A\udb40\udc61nn",
                "An\u2060n",
                "\ufeffAnn",
                "A\u0000nn",
                "\u115fAnn\uffa0",
                "A\udb40\udd00nn",
                " \u3000Ann\n",
                "Ann\u200c",
                "Ann\ufe0e",
                "Ann\ufe0f",
                "Ann\udb40\uddef",
                "A\ud81b\udfe4nn",
                "Ann\ud80d\udc30",
                "A\ud82f\udc9dnn"
            })
    void namesThatDifferByWhatIsNotSeenAreOne(String name) {
        assertThat(PlainText.line(name)).isEqualTo("Ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👨‍👩‍👧‍👦",
                "❤️‍🔥",
                "🏳️‍🌈",
                "👩🏽‍🚀",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "1️⃣",
                "✌️",
                "می‌خواهم",
                "ශ්‍රී",
                "क्‍ष",
                "葛󠄀",
                "Zoë",
                "Nguyễn",
                "שָׁלוֹם",
                "ᠮᠣᠩᠭᠣᠯ",
                "ผู้เริ่ม",
                "བོད་སྐད",
                "Ann Lee",
                "ه‍",
                "അവന്‍",
                "क्\u200cष",
                "👍\ufe0e",
                "𓀀\ud80d\udc30𓀁",
                "𓀀\ud80d\udc30\ud80d\udc37𓀁𓀂",
                "𘬀\ud81b\udfe4𘬁",
                "邉\udb40\udd1e"
            })
    void whatChangesWhatIsSeenStays(String name) {
        String kept = Normalizer.normalize(name, Normalizer.Form.NFC);
        assertThat(PlainText.line(name)).isEqualTo(kept);
        assertThat(PlainText.lines(name)).isEqualTo(kept);
    }

    /** The two look the same to a reader. */
    @ParameterizedTest
    @CsvSource({
        "喜, 喜\udb40\uddef",
        "喜, 喜\ufe0d",
        "👍, 👍\ufe0f",
        "👍, 👍\u200d",
        "❤, ❤\ufe0e",
        "©, ©\ufe0e",
        "1, 1\ufe0f",
        "می, می\u200c",
        "क्, क्\u200c",
        "क्‍ष, क्‍ष\u200d",
        "𓀀, 𓀀\ud80d\udc30",
        "𓀀, 𓀀\ud80d\udc30\ud80d\udc31",
        "𓀀 a, 𓀀\ud80d\udc30 a",
        "𘬀, 𘬀\ud81b\udfe4"
    })
    void whatIsNotSeenAtTheEndOfANameMakesNoOther(String name, String same) {
        assertThat(PlainText.line(same)).isEqualTo(name).isEqualTo(PlainText.line(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\u202eb| ab",
                "a\u202ab\u202cc| abc",
                "\u2067a| \u2067a\u2069",
                "\u2067a\u2069b\u2069| \u2067a\u2069b",
                "a\u2069| a",
                "\u2066\u2067a| \u2066\u2067a\u2069\u2069"
            })
    void aDirectionThatIsBegunEnds(String text, String kept) {
        assertThat(PlainText.lines(text)).isEqualTo(kept);
    }

    @Test
    void aDirectionEndsWithItsLine() {
        assertThat(PlainText.lines("\u2067a\nb")).isEqualTo("\u2067a\u2069\nb");
        assertThat(PlainText.lines("\u2067".repeat(4_000))).hasSize(32);
    }

    @Test
    void tagsAndSelectorsAndJoinersDoNotStandAlone() {
        assertThat(PlainText.lines("a\udb40\udc61\udb40\udc7fb")).isEqualTo("ab");
        assertThat(PlainText.lines("🏴\udb40\udc61b")).isEqualTo("🏴b");
        assertThat(PlainText.lines("🏴" + "\udb40\udc61".repeat(50) + "\udb40\udc7f"))
                .isEqualTo("🏴");
        assertThat(PlainText.lines("👍\ufe0f\ufe0f\udb40\udd01")).isEqualTo("👍");
        assertThat(PlainText.lines("x\ufe00\ufe01\ufe02")).isEqualTo("x");
        assertThat(PlainText.lines("a" + "\u200d\u200c".repeat(100) + "b")).isEqualTo("a\u200db");
        assertThat(PlainText.lines("a" + "\u0301\u0489\u20dd".repeat(100))).hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void holdsForRandomTexts() {
        Random random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            String given = RandomText.next(random, 60);
            String lines = PlainText.lines(given);
            String line = PlainText.line(given);
            assertThat(PlainText.lines(lines)).as("lines of %s", given).isEqualTo(lines);
            assertThat(PlainText.line(line)).as("line of %s", given).isEqualTo(line);
            assertThat(PlainText.line(lines)).as("line of lines of %s", given).isEqualTo(line);
            assertThat(Normalizer.isNormalized(lines, Normalizer.Form.NFC)).isTrue();
            assertThat(line).doesNotContain("\n");
        }
    }
}
