package magpie.feed.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import magpie.api.Code;
import magpie.api.Limits;
import magpie.api.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCursorTest {

    @Test
    void isReadAsItWasWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            long[] shown = random.longs(random.nextInt(81), 1, Long.MAX_VALUE).toArray();
            FeedCursor cursor = new FeedCursor(random.nextLong(1, Long.MAX_VALUE), shown);
            FeedCursor read = FeedCursor.parse(cursor.text());
            assertThat(read.before()).isEqualTo(cursor.before());
            assertThat(read.shown()).containsExactly(shown);
        }
    }

    @Test
    void oneThatWasChangedOrCutIsRefused() {
        Random random = new Random(3);
        for (int i = 0; i < 30; i++) {
            long[] shown = random.longs(i, 1, Long.MAX_VALUE).toArray();
            String text = new FeedCursor(random.nextLong(1, Long.MAX_VALUE), shown).text();
            for (int at = 0; at < text.length(); at++) {
                char other = text.charAt(at) == 'A' ? 'B' : 'A';
                refused(text.substring(0, at) + other + text.substring(at + 1));
                refused(text.substring(0, at));
            }
            for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=".toCharArray()) {
                if (last != text.charAt(text.length() - 1)) {
                    refused(text.substring(0, text.length() - 1) + last);
                }
            }
            refused(text + "=");
        }
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> FeedCursor.parse(text))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
    }

    @Test
    void oneWithoutAChecksumIsRefused() {
        refused("AgEA");
    }

    @Test
    void noTextIsTheStart() {
        assertThat(FeedCursor.parse(null).before()).isEqualTo(Limits.NEWEST);
    }

    @Test
    void ofOrdinaryIdsStaysShort() {
        long now = 60_000_000_000L << 22;
        long[] shown =
                LongStream.range(0, 80).map(i -> now - ((i * 30_000L) << 22)).toArray();
        assertThat(new FeedCursor(now, shown).text()).hasSizeLessThan(700);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "####", "Ag", "AgE", "AQEA", "AgEAAA", "AgEC", "AgD_____________AQA", "💥"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> FeedCursor.parse(text))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
    }

    /** Adds a valid version and checksum. */
    private static byte[] sealed(byte... content) {
        ByteBuffer out = ByteBuffer.allocate(1 + content.length + Integer.BYTES);
        out.put((byte) 3).put(content);
        CRC32 sum = new CRC32();
        sum.update(out.array(), 0, out.position());
        return out.putInt((int) sum.getValue()).array();
    }

    /** Any bytes give a cursor or a refusal, never another failure. */
    @Test
    void noiseNeverBreaksIt() {
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            try {
                FeedCursor.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed(noise)));
            } catch (ServiceException e) {
                refused++;
            }
        }
        assertThat(refused).as("some are read").isBetween(1, 19_999);
    }
}
