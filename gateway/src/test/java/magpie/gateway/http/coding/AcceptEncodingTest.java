package magpie.gateway.http.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {
    private static final List<Coding> OFFERED = List.of(Coding.ZSTD, Coding.GZIP);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // what browsers, curl and libraries send
                "gzip, deflate, br, zstd             | ZSTD",
                "gzip, deflate, br                   | GZIP",
                "gzip,deflate                        | GZIP",
                "gzip;q=1.0,deflate;q=0.6,identity;q=0.3 | GZIP",
                "identity                            | none",
                "''                                  | none",
                "none                                | none",
                // weights
                "zstd;q=0.5, gzip;q=1.0              | GZIP",
                "zstd;q=0.999,gzip                   | GZIP",
                "gzip;q=0.5, zstd;q=0.5              | ZSTD",
                "gzip;q=0.001                        | GZIP",
                "gzip; q=1.                          | GZIP",
                "zstd;q=0, gzip                      | GZIP",
                "gzip;q=0                            | none",
                "gzip; q=0.000                       | none",
                "zstd;Q=0.0 ,gzip ; Q=0              | none",
                "gzip;q=0.5, identity                | none",
                "gzip, identity                      | GZIP",
                "identity;q=0, zstd                  | ZSTD",
                "zstd;q=0.4, identity;q=0.5, gzip;q=0.6 | GZIP",
                // spelling
                "deflate, GZIP;q=0.5, br             | GZIP",
                "x-gzip                              | GZIP",
                ",, ,\tzstd\t,                       | ZSTD",
                "gzipped, zstdx, agzip, z            | none",
                // what speaks for none, or is no weight
                "*                                   | none",
                "gzip;q=0, *                         | none",
                "*;q=0, gzip                         | GZIP",
                "gzip;q=x, *;q=9                     | none",
                "gzip;q=1.5, zstd;q=-1               | none",
                "gzip;q=0.1234                       | none",
                "gzip;level=1                        | none",
                "gzip;                               | none",
                ";q=1                                | none",
            })
    void theClientSaysWhichCoding(String field, Coding expected) {
        assertThat(AcceptEncoding.best(field, OFFERED)).isEqualTo(expected);
    }

    @Test
    void onlyWhatIsOfferedIsChosen() {
        assertThat(AcceptEncoding.best("gzip, zstd", List.of(Coding.GZIP))).isEqualTo(Coding.GZIP);
        assertThat(AcceptEncoding.best("zstd", List.of(Coding.GZIP))).isNull();
        assertThat(AcceptEncoding.best("gzip, zstd", List.of(Coding.GZIP, Coding.ZSTD)))
                .as("the first of equals")
                .isEqualTo(Coding.GZIP);
    }

    @Test
    void noFieldBreaksIt() {
        Random random = new Random(3);
        List<String> pieces =
                List.of("gzip", "zstd", "identity", "*", ";", "q=", "0.5", "1", ",", " ", "\t", "\"", "é", "");
        for (int round = 0; round < 20_000; round++) {
            String field = Stream.generate(() -> pieces.get(random.nextInt(pieces.size())))
                    .limit(random.nextInt(12))
                    .collect(Collectors.joining());
            Coding coding = AcceptEncoding.best(field, OFFERED);
            assertThat(coding == null || field.contains(coding.token()))
                    .as(field)
                    .isTrue();
        }
    }
}
