package magpie.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @ParameterizedTest
    @CsvSource({
        "https://a.example/, https://a.example",
        "https://a.example/app?x#y, https://a.example",
        "HTTPS://A.example, https://a.example",
        "https://a.example:443, https://a.example",
        "http://a.example:80, http://a.example",
        "https://bücher.example, https://xn--bcher-kva.example",
        "a.example, scheme://host or scheme://host:port such as https://a.example",
        "*, scheme://host or scheme://host:port such as https://a.example",
        "https://*.a.example, scheme://host or scheme://host:port such as https://a.example",
        "https://ann@a.example, scheme://host or scheme://host:port such as https://a.example",
        "https://a.example:0, scheme://host or scheme://host:port such as https://a.example",
        "https://a.example:70000, scheme://host or scheme://host:port such as https://a.example",
        "null, scheme://host or scheme://host:port such as https://a.example",
        "ftp://a.example, scheme://host or scheme://host:port such as https://a.example",
    })
    void anOriginThatNoBrowserSendsIsNone(String text, String expected) {
        assertThat(String.valueOf(Form.ORIGIN.expected(text)).replace(", such", " such"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://a.example", "http://localhost:5173", "https://[::1]:8443", "http://127.0.0.1:80080"})
    void anOriginIsWhatBrowsersSend(String text) {
        assertThat(Form.ORIGIN.expected(text) == null).isEqualTo(!text.endsWith(":80080"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9042", "db-1.example.org:5432", "[::1]:6379", "redis_1:1", "x:65535"})
    void anAddressIsAHostAndAPort(String text) {
        assertThat(Form.ADDRESS.expected(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "127.0.0.256:1",
                "127.0.1:1",
                "::1:6379",
                "http://a:1",
                "a:1/",
                "a b:1",
                ":1",
                "a..b:1",
                "[::g]:1",
                "-a:1",
                "a:x"
            })
    void whatCannotBeParsedIsNoAddress(String text) {
        assertThat(Form.ADDRESS.expected(text)).isEqualTo("host:port, for example 127.0.0.1:9102");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "0.0.0.0", "::", "::1", "fe80::1%eth0", "a.example"})
    void aHostHasNoPort(String text) {
        assertThat(Form.HOST.expected(text)).isNull();
        assertThat(Form.HOST.expected("http://" + text)).isNotNull();
        assertThat(Form.HOST.expected(text + "/")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:80", "1.2.3", "300.1.1.1", "a b", "[::1]", "::g"})
    void whatCannotBeParsedIsNoHost(String text) {
        assertThat(Form.HOST.expected(text)).isNotNull();
    }
}
