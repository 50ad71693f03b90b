package magpie.gateway.http.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import magpie.gateway.http.accept.Preferences.Preference;
import org.junit.jupiter.api.Test;

class PreferencesTest {
    @Test
    void whatIsWantedMostIsFirst() {
        assertThat(Preferences.of("a;q=0.5, B, c;q=0.501;level=1 ,d;level=2;q=0")
                        .wanted())
                .containsExactly(
                        new Preference("b", 1_000),
                        new Preference("c", 501),
                        new Preference("a", 500),
                        new Preference("d", 0));
    }

    @Test
    void ofEqualsTheFirstIsFirst() {
        assertThat(Preferences.of("zh-CN,zh;q=0.9,en;q=0.9").wanted())
                .extracting(Preference::value)
                .containsExactly("zh-cn", "zh", "en");
    }

    @Test
    void aValueHasItsOwnWeightOrThatOfAPattern() {
        Preferences codings = Preferences.of("br;q=0, *;q=0.3");
        assertThat(codings.weight("br", "*")).isZero();
        assertThat(codings.weight("gzip", "*")).isEqualTo(300);
        assertThat(codings.weight("gzip")).isEqualTo(-1);
        assertThat(Preferences.of(null).weight("gzip", "*")).isEqualTo(-1);
    }

    @Test
    void whatIsNoPreferenceIsLeftOut() {
        for (String field : List.of(
                "",
                " ",
                ",",
                ";",
                ",,;q=1,",
                "a;q=2",
                "a;q=1.001",
                "a;q=-1",
                "a;q=0.1234",
                "a;q=x",
                "a;q=",
                "a;q=1,5;q=.5".substring(0, 4),
                "a;q=10",
                "a;q=0x1")) {
            assertThat(Preferences.of(field).wanted()).as(field).isEmpty();
        }
        assertThat(Preferences.of("a;Q=0.5, b; q=1.000; x").wanted())
                .containsExactly(new Preference("b", 1_000), new Preference("a", 500));
    }

    @Test
    void aListWithoutEndIsRead() {
        assertThat(Preferences.of("a,".repeat(4_000)).wanted()).hasSizeLessThan(50);
    }
}
