package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.Test;

class UserConfigTest {
    @Test
    void defaults_are_as_promised() {
        Settings settings = Settings.of(Map.of());
        UserConfig config = settings.bind("user", UserConfig.class);
        settings.finish();

        assertThat(config)
                .isEqualTo(new UserConfig(
                        Duration.ofMinutes(15),
                        Duration.ofDays(30),
                        Duration.ofSeconds(30),
                        Duration.ofDays(30),
                        Duration.ofDays(30),
                        100,
                        2,
                        50,
                        50_000,
                        Duration.ofDays(7)));
    }
}
