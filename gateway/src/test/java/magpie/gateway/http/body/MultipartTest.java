package magpie.gateway.http.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.junit.jupiter.api.Test;

/** Whatever is sent as a form with files: its parts, or a refusal. */
class MultipartTest {
    private static final String PART = "--xyz\nContent-Disposition: form-data; name=\"a\"\n\n1\n";
    private static final String END = "--xyz--\n";

    private static int parts(String body) throws IOException {
        byte[] bytes = body.replace("\n", "\r\n").getBytes(UTF_8);
        Multipart form = Multipart.of("multipart/form-data; boundary=xyz", new ByteArrayInputStream(bytes));
        int count = 0;
        while (form.next() != null) {
            count++;
        }
        return count;
    }

    private static void refused(String body) {
        assertThatThrownBy(() -> parts(body))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED));
    }

    @Test
    void aFormHasSoManyParts() throws IOException {
        assertThat(parts(PART.repeat(3) + END)).isEqualTo(3);
        assertThat(parts(END)).isZero();
    }

    @Test
    void oneWithoutAnEndIsRefused() {
        refused(PART);
        refused("nothing");
        refused("");
    }

    @Test
    void partsWithoutANameAreRefused() {
        refused("--xyz\nContent-Disposition: attachment\n\n1\n" + END);
        refused("--xyz\nContent-Disposition: form-data\n\n1\n" + END);
        refused("--xyz\n\n1\n" + END);
        refused("--xyz\nContent-Disposition: form-data; name=\"a\n\n1\n" + END);
    }

    @Test
    void tooManyPartsAndLongHeadsAreRefused() {
        refused(PART.repeat(200) + END);
        refused("--xyz\nX: " + "x".repeat(10_000) + "\n" + PART + END);
    }

    @Test
    void anotherTypeIsRefused() {
        for (String type : new String[] {"image/png", "multipart/form-data", "multipart/form-data; boundary=\"x"}) {
            assertThatThrownBy(() -> Multipart.of(type, new ByteArrayInputStream(new byte[0])))
                    .as(type)
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.UNSUPPORTED_MEDIA_TYPE));
        }
    }
}
