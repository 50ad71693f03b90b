package magpie.redis;

import java.util.List;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;
import magpie.kit.engines.EngineSettings;

/** Where Redis is: the part {@code redis} of the settings. */
@EngineSettings(
        part = "redis",
        passwords = {"redis", "sentinel"})
public record RedisConfig(
        @Setting(
                value = "127.0.0.1:6379",
                form = Form.ADDRESS,
                help = "address of Redis, 7 or newer, where there are no sentinels")
        List<String> addresses,

        @Setting(value = "", form = Form.ADDRESS, help = "its sentinels, which know the master")
        List<String> sentinels,

        @Setting(value = "magpie", help = "the name of the master that the sentinels watch")
        String master,

        @Setting(value = "0", max = 15, help = "number of its database")
        int database) {}
