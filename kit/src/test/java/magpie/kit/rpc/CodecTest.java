package magpie.kit.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import magpie.api.Done;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class CodecTest {
    private record Old(long id, String name) {}

    private record New(
            long id,
            String name,
            List<Old> more,
            long[] ids,
            byte[] body,
            Map<String, Long> ends,
            boolean flag,
            int count,
            String note,
            Old inner) {}

    @Test
    void whatAnOldReaderDoesNotKnowIsIgnored() {
        byte[] sent = Codec.of(New.class)
                .encode(new New(
                        7,
                        "Ada",
                        List.of(new Old(1, "x")),
                        new long[] {1},
                        new byte[] {2},
                        Map.of("a", 1L),
                        true,
                        3,
                        "n",
                        null));

        assertThat(Codec.of(Old.class).decode(sent)).isEqualTo(new Old(7, "Ada"));
    }

    @Test
    void whatAnOldWriterDidNotSendIsZeroEmptyOrNull() {
        byte[] sent = Codec.of(Old.class).encode(new Old(7, "Ada"));

        New read = (New) Codec.of(New.class).decode(sent);

        New expected = new New(7, "Ada", List.of(), new long[0], new byte[0], Map.of(), false, 0, null, null);
        assertThat(read).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void nullsAreNotWritten() {
        assertThat(Codec.of(Old.class).encode(new Old(7, null))).hasSizeLessThan(8);
    }

    @Test
    void aRecordWithoutFieldsTravels() {
        Codec codec = Codec.of(Done.class);
        assertThat(codec.decode(codec.encode(Done.DONE))).isEqualTo(Done.DONE);
    }

    @Test
    void halfAnEmojiIsReplaced() {
        Codec codec = Codec.of(Old.class);
        assertThat(codec.decode(codec.encode(new Old(1, "a\ud83d")))).isEqualTo(new Old(1, "a\ufffd"));
    }

    @Test
    void garbageIsRefused() {
        assertThatThrownBy(() -> Codec.of(Old.class).decode(new byte[] {(byte) 0xff, 1}))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> Codec.of(Old.class).decode(new byte[0])).isInstanceOf(JacksonException.class);
    }
}
