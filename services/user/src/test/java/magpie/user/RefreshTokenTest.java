package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {
    private final Random random = new Random(7);

    @Test
    void a_token_survives_its_text() {
        for (int i = 0; i < 200; i++) {
            byte[] secret = bytes();
            RefreshToken token = RefreshToken.first(random.nextLong(), secret, bytes());
            RefreshToken read = RefreshToken.parse(token.text());

            assertThat(read.sessionId()).isEqualTo(token.sessionId());
            assertThat(read.digest()).isEqualTo(token.digest()).hasSize(32);
            assertThat(read.genuine(secret)).isTrue();
            assertThat(read.text()).isEqualTo(token.text());
        }
    }

    @Test
    void a_successor_is_the_same_twice_and_different_each_time() {
        byte[] secret = bytes();
        RefreshToken first = RefreshToken.first(1, secret, bytes());
        RefreshToken second = first.successor(secret);

        assertThat(first.successor(secret).text()).isEqualTo(second.text()).isNotEqualTo(first.text());
        assertThat(second.successor(secret).text()).isNotEqualTo(second.text());
        assertThat(second.genuine(secret)).isTrue();
        assertThat(first.successor(bytes()).text()).isNotEqualTo(second.text());
    }

    @Test
    void a_token_with_any_bit_changed_is_not_genuine() {
        byte[] secret = bytes();
        RefreshToken token = RefreshToken.first(1, secret, bytes());
        for (int i = 0; i < token.worth().length; i++) {
            byte[] worth = token.worth().clone();
            worth[i] ^= (byte) (1 << random.nextInt(8));
            assertThat(new RefreshToken(1, worth, token.seal()).genuine(secret)).isFalse();
        }
        assertThat(new RefreshToken(2, token.worth(), token.seal()).genuine(secret))
                .isFalse();
        assertThat(token.genuine(bytes())).isFalse();
    }

    @Test
    void what_is_no_token_is_null() {
        String text = RefreshToken.first(1, bytes(), bytes()).text();
        assertThat(RefreshToken.parse("")).isNull();
        assertThat(RefreshToken.parse(text.substring(1))).isNull();
        assertThat(RefreshToken.parse(text + "A")).isNull();
        assertThat(RefreshToken.parse("!" + text.substring(1))).isNull();
        assertThat(RefreshToken.parse("é" + text.substring(1))).isNull();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }
}
