package magpie.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void withoutProxiesTheConnectionCounts() {
        assertThat(ClientAddress.of("10.0.0.1", 0, List.of("1.2.3.4"))).isEqualTo("10.0.0.1");
    }

    @Test
    void eachProxyAddsOneAtTheRight() {
        List<String> fields = List.of("6.6.6.6, 1.2.3.4", " 5.6.7.8");
        assertThat(ClientAddress.of("10.0.0.1", 1, fields)).isEqualTo("5.6.7.8");
        assertThat(ClientAddress.of("10.0.0.1", 2, fields)).isEqualTo("1.2.3.4");
        assertThat(ClientAddress.of("10.0.0.1", 9, fields)).isEqualTo("10.0.0.1");
    }

    @Test
    void whatIsNoAddressDoesNotCount() {
        for (String entry : List.of("", "unknown", "localhost", "1.2.3", "x;drop", "[::1", "999.1.1.1")) {
            assertThat(ClientAddress.of("10.0.0.1", 1, List.of(entry)))
                    .as(entry)
                    .isIn("10.0.0.1", "1.2.0.3");
        }
        assertThat(ClientAddress.of("10.0.0.1", 1, List.of())).isEqualTo("10.0.0.1");
    }

    @Test
    void portsAndBracketsAreLeftAway() {
        assertThat(ClientAddress.of("x", 1, List.of("1.2.3.4:5678"))).isEqualTo("1.2.3.4");
        assertThat(ClientAddress.of("x", 1, List.of("[2001:db8::1]:443"))).isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    @Test
    void aSubscriberOfIpv6IsOneHowManyAddressesTheyHave() {
        assertThat(ClientAddress.network("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(ClientAddress.network("2001:db8:1:2:ffff::1"))
                .isNotEqualTo(ClientAddress.network("2001:db8:1:3::1"));
        assertThat(ClientAddress.network("1.2.3.4")).isEqualTo("1.2.3.4");
    }
}
