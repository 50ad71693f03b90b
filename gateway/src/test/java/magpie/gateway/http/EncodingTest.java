package magpie.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import magpie.api.ServiceException;
import magpie.gateway.json.JsonBody;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.Cursors;
import magpie.kit.json.Json;
import org.junit.jupiter.api.Test;

/** Round trips of encoded bytes: JSON, cursors. */
class EncodingTest {
    private final Random random = new Random(7);

    @Test
    void everyStringIsReadBackByAParser() {
        for (int round = 0; round < 2_000; round++) {
            String text = text(random.nextInt(40));
            String json = new JsonBytes(4).open().name("t").text(text).close().toString();
            assertThat(Json.MAPPER.readTree(json).path("t").stringValue()).isEqualTo(text);
        }
    }

    @Test
    void halfASurrogateDoesNotBreakTheAnswer() {
        byte[] json = new JsonBytes().open().name("t").text("a\ud800b").close().toBytes();
        assertThat(Json.MAPPER.readTree(json).path("t").stringValue()).isEqualTo("a\ufffdb");
    }

    @Test
    void commasStandWhereTheyMust() {
        JsonBytes json = new JsonBytes(1).open();
        json.name("a").openList().number(1).number(-2).open().close().closeList();
        json.name("b")
                .id(0)
                .name("c")
                .id(Long.MAX_VALUE)
                .name("d")
                .flag(true)
                .name("e")
                .text(null);
        json.raw("\"f\":[]".getBytes(StandardCharsets.UTF_8))
                .name("g")
                .open()
                .close()
                .close();
        assertThat(json.toString())
                .isEqualTo(
                        "{\"a\":[1,-2,{}],\"b\":null,\"c\":\"9223372036854775807\",\"d\":true,\"e\":null,\"f\":[],\"g\":{}}");
    }

    @Test
    void aPageIsItsOwnUntilItWasSent() {
        List<JsonBytes> pages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            pages.add(JsonBytes.page(20_000).text("page " + i));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(pages.get(i).toString()).isEqualTo("\"page " + i + "\"");
        }
        pages.forEach(JsonBytes::sent);
        assertThat(pages).allSatisfy(page -> assertThat(page.size()).isZero());
    }

    @Test
    void whatWasSentIsWrittenOverByTheNextAndGrowsAlone() {
        JsonBytes first = JsonBytes.page(20_000).text("a".repeat(60_000));
        JsonBytes second = JsonBytes.page(20_000).text("second");
        first.sent();
        JsonBytes third = JsonBytes.page(20_000).text("b".repeat(100));
        assertThat(second.toString()).isEqualTo("\"second\"");
        assertThat(third.toString()).hasSize(102).doesNotContain("a");
        assertThatThrownBy(() -> first.sent()).as("twice").isInstanceOf(IllegalStateException.class);
    }

    @Test
    void timesAreThoseOfTheJdkWithMilliseconds() {
        for (int round = 0; round < 2_000; round++) {
            long millis = random.nextLong(0, 4_000_000_000_000L);
            String written = new JsonBytes().time(millis).toString().replace("\"", "");
            assertThat(written).hasSize(24);
            assertThat(Instant.parse(written).toEpochMilli()).isEqualTo(millis);
        }
    }

    @Test
    void aCursorComesBackAndNothingElseDoes() {
        for (int round = 0; round < 2_000; round++) {
            long key = random.nextLong();
            String cursor = Cursors.encode('f', key);
            assertThat(Cursors.decode('f', cursor)).isEqualTo(key);
            char[] changed = cursor.toCharArray();
            int at = random.nextInt(changed.length);
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            assertThatThrownBy(() -> Cursors.decode('f', new String(changed))).isInstanceOf(ServiceException.class);
            assertThatThrownBy(() -> Cursors.decode('g', cursor)).isInstanceOf(ServiceException.class);
            assertThatThrownBy(() -> Cursors.decode('f', cursor + "=")).isInstanceOf(ServiceException.class);
        }
    }

    @Test
    void onlyAPositiveDecimalIsAnId() {
        assertThat(JsonBody.id("1")).isEqualTo(1);
        assertThat(JsonBody.id("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        for (String text : new String[] {"", "0", "01", "-1", "+1", "9223372036854775808", "1e3", "١", " 1"}) {
            assertThat(JsonBody.id(text)).as(text).isZero();
        }
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int bound = new int[] {0x80, 0x800, 0xD800, 0x110000}[random.nextInt(4)];
            int point = random.nextInt(bound);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
        }
        return text.toString();
    }
}
