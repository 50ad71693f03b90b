package magpie.text;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Random texts made of difficult pieces. */
public final class RandomText {
    private static final List<String> PIECES = Stream.concat(
                    Stream.of("""
                        a Z 9 _ . , ! ( ) @ # ＃ & / - + " \\ https:// http://x.y example.com @ada @Bob_1 #Java #喜鹊 喜 \
                        鹊 のカ 한 ไทย é ß İ Σ ς ﬁ Ａ ﷺ ① क्षि مرحبا 👍 🏽 👨‍👩‍👧‍👦 🇨🇳 🇩 𝐀\
                        """.split(" ")),
                    Stream.of(
                            " ",
                            "\n",
                            "\r",
                            "\t",
                            "e\u0301",
                            "\u0300",
                            "\u0316",
                            "\u200c",
                            "\u200d",
                            "\ufe0f",
                            "\u20e3",
                            "\u0000",
                            "\u001b",
                            "\u0085",
                            "\u2028",
                            "\u202e",
                            "\ud83d",
                            "\udc00",
                            "\u00a0",
                            "\u3000",
                            "❤",
                            "\ufe0e",
                            "𓀀",
                            "\ud80d\udc30",
                            "\ud80d\udc37",
                            "𘬀",
                            "\ud81b\udfe4",
                            "\udb40\udd00",
                            "ה",
                            "ж",
                            "'",
                            "’",
                            "״",
                            "׳"))
            .toList();

    private RandomText() {}

    /** At most so many pieces. */
    public static String next(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            if (random.nextInt(10) == 0) {
                text.appendCodePoint(random.nextInt(0x2_0000));
            } else {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }
}
