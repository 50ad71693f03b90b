package magpie.text;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile texts are as cheap as any other. */
class HostileTextTest {
    private static final int LONG = 400_000;

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
                "#\u200d",
                "a.co/",
                "a.co",
                "a.ああ",
                "http://a.coあ",
                "http://a.ああ.",
                "#a・",
                "\u2067",
                "\ufe0f\u200d",
                "\ud80d\udc30",
                "𓀀\ud80d\udc30",
                "א'",
                "//a.co/",
                "a.co./",
                "\ud83c\udff4\udb40\udc61",
                "RT@",
                "#\"א"
            })
    void hostileTextsAreCheap(String piece) {
        assertLinear(piece.repeat(LONG / piece.length()));
    }

    @Test
    void marksOutOfOrderAreCheap() {
        assertLinear("a" + "\u0300".repeat(LONG / 2) + "\u0316".repeat(LONG / 2));
        assertLinear("https://a" + "(".repeat(LONG / 2) + ")".repeat(LONG / 2));
        assertLinear("https://a" + ".".repeat(LONG));
    }

    /**
     * Far longer than a post may be: parsed in a fraction of a second, but in many minutes if the time were quadratic.
     */
    private static void assertLinear(String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            PostText.read(PostText.normalize(text));
            PlainText.line(text);
            return text;
        });
    }
}
