package magpie.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import magpie.kit.config.Checked;
import magpie.kit.config.Setting;

/**
 * Settings of the user service.
 *
 * @param accessToken how long an access token is valid
 * @param refreshToken how long an unused session lasts
 * @param refreshGrace how long a spent refresh token still yields its successor
 * @param nameKept how long a deleted account's name stays blocked
 * @param keyAge age at which a signing key is replaced
 * @param sessions devices a user may be signed in on
 * @param hashConcurrency passwords hashed at once
 * @param hashQueue passwords that may wait to be hashed
 * @param profileCache profiles kept in memory
 * @param retention how long events stay in the topic
 */
public record UserConfig(
        @Setting(value = "15m", min = 1, max = 900, help = "How long an access token is good.")
        Duration accessToken,

        @Setting(value = "30d", help = "How long a session lasts without being used.")
        Duration refreshToken,

        @Setting(value = "30s", max = 86_400, help = "How long a spent refresh token yields its successor again.")
        Duration refreshGrace,

        @Setting(value = "30d", help = "How long a deleted account's name stays blocked.")
        Duration nameKept,

        @Setting(value = "30d", help = "The age at which a signing key is followed by a new one.")
        Duration keyAge,

        @Setting(value = "100", min = 1, max = 100, help = "Devices a user may have signed in; more end the oldest.")
        int sessions,

        @Setting(value = "2", min = 1, max = 64, help = "Passwords hashed at once; each takes 19 MiB and a core.")
        int hashConcurrency,

        @Setting(value = "50", min = 1, max = 10_000, help = "Passwords that may wait to be hashed.")
        int hashQueue,

        @Setting(value = "50000", max = 10_000_000, help = "Profiles kept in memory.")
        int profileCache,

        @Setting(value = "7d", min = 60, help = "How long events stay in the topic.")
        Duration retention)
        implements Checked {

    @Override
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (refreshToken.compareTo(accessToken) <= 0) {
            mistakes.add("user.refresh-token: a session would end before its first access token does (expected: more"
                    + " than user.access-token).");
        }
        if (refreshGrace.compareTo(refreshToken) >= 0) {
            mistakes.add("user.refresh-grace: a spent token would be good for as long as a session (expected: less"
                    + " than user.refresh-token).");
        }
        if (keyAge.compareTo(accessToken) < 0) {
            mistakes.add("user.key-age: a key would be old before what it signed is (expected: user.access-token at"
                    + " least).");
        }
        return mistakes;
    }
}
