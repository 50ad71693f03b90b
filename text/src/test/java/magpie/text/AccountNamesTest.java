package magpie.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The compared form of names and addresses is stable under repetition. */
class AccountNamesTest {
    private static final List<String> ENDS =
            List.of("@faß.de", "@xn--fa-hia.de", "@xn--a", "＠a。de.", "@xn--a-bia.xn--", "@a.b.", "@");

    @Test
    void aKeyIsItsOwnKey() {
        Random random = new Random(18);
        for (int round = 0; round < 5_000; round++) {
            String typed = RandomText.next(random, 20) + ENDS.get(random.nextInt(ENDS.size()));
            String key = AccountNames.emailKey(typed);
            assertThat(AccountNames.emailKey(key)).as("key of %s", typed).isEqualTo(key);
            assertThat(AccountNames.emailKey(AccountNames.email(typed)))
                    .as("key of %s as it is kept", typed)
                    .isEqualTo(key);
        }
    }

    @Test
    void anAddressThatIsTooLongIsNoMatter() {
        assertThat(AccountNames.emailKey("a@" + "ß".repeat(10_000))).hasSizeLessThan(3_000);
    }
}
