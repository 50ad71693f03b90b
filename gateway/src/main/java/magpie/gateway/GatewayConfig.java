package magpie.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import magpie.kit.config.Checked;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;

/** Settings of the gateway; where it listens is set by the program, see {@link magpie.kit.roles.Edge}. */
public record GatewayConfig(
        @Setting(value = "Magpie", help = "what this network is called")
        String name,

        @Setting(value = "", help = "a sentence about it, for its first page and GET /v1/instance")
        String description,

        @Setting(
                value = "",
                form = Form.ORIGIN,
                help =
                        "its public address, for links in previews and feeds; without it the host that a client asked for")
        String address,

        @Setting(value = "true", help = "whether profiles, posts and timelines can be read without signing in")
        boolean publicReads,

        @Setting(value = "", form = Form.ORIGIN, help = "web origins whose pages may call the API, separated by commas")
        List<String> corsOrigins,

        @Setting(
                value = "problems",
                oneOf = {"problems", "all", "off"},
                help = "which requests are a line in the access log; problems: failed here (5xx) or took over a second")
        String accessLog,

        @Setting(value = "1048576", help = "the most bytes of a request body", min = 1_024, max = 1_073_741_824)
        int maxBody,

        @Setting(value = "65536", help = "the most bytes of JSON in a request", min = 1_024, max = 16_777_216)
        int maxJson,

        @Setting(
                value = "15s",
                max = 3_600,
                help = "how long a request's body may take to arrive at most; by its size less")
        Duration bodyTimeout,

        @Setting(value = "10s", max = 3_600, help = "how long a request's head may take to arrive")
        Duration headTimeout,

        @Setting(
                value = "4096",
                help = "bytes a second at which a body must come and an answer be taken, 5 and 10 seconds besides",
                min = 1,
                max = 1_073_741_824)
        int leastRate,

        @Setting(
                value = "0",
                help = "bytes of arriving bodies and unread answers, of all; 0 for an eighth of the heap",
                max = 1_099_511_627_776L)
        long maxWaiting,

        @Setting(value = "6291456", help = "the same of one address", min = 65_536, max = 1_099_511_627_776L)
        long addressWaiting,

        @Setting(value = "30s", max = 3_600, help = "how long a connection may be silent")
        Duration idleTimeout,

        @Setting(value = "10s", max = 3_600, help = "how long requests under way may take to finish at a stop")
        Duration stopTimeout,

        @Setting(value = "10000", help = "the most connections at a time", min = 1, max = 1_000_000)
        int maxConnections,

        @Setting(value = "1000", help = "the same of one address, without a proxy in front", min = 1, max = 1_000_000)
        int addressConnections,

        @Setting(value = "1024", help = "the most requests under way at a time", min = 1, max = 1_000_000)
        int maxInFlight,

        @Setting(value = "128", help = "the same of one address", min = 1, max = 1_000_000)
        int addressInFlight,

        @Setting(value = "300", help = "requests a minute of a user", min = 1, max = 1_000_000)
        int userLimit,

        @Setting(value = "60", help = "requests a minute of an address without a token", min = 1, max = 1_000_000)
        int addressLimit,

        @Setting(value = "30", help = "posts a minute of a user", min = 1, max = 1_000_000)
        int postingLimit,

        @Setting(
                value = "10",
                help = "tries at a password in a quarter of an hour of an address and name",
                min = 1,
                max = 1_000_000)
        int signInLimit,

        @Setting(
                value = "60",
                help =
                        "wrong tries at a password an hour of an account, from addresses where nobody is signed in to it",
                min = 1,
                max = 1_000_000)
        int accountLimit,

        @Setting(value = "5", help = "registrations an hour of an address", min = 1, max = 1_000_000)
        int registrationLimit,

        @Setting(
                value = "300",
                help = "refused requests a minute of an address, of people signed in",
                min = 1,
                max = 1_000_000)
        int refusalLimit,

        @Setting(value = "100000", help = "authors kept in the near cache", max = 10_000_000)
        int authorCache,

        @Setting(value = "60s", max = 86_400, help = "how long an author is kept there unless a change is heard of")
        Duration authorCacheTime,

        @Setting(value = "50000", help = "posts kept encoded in the near cache", max = 10_000_000)
        int postCache,

        @Setting(value = "50000", help = "verified access tokens kept until they expire", max = 10_000_000)
        int tokenCache)
        implements Checked {

    @Override
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (name.isBlank()) {
            mistakes.add("gateway.name: it is empty (expected: what this network is called).");
        }
        if (maxJson > maxBody) {
            mistakes.add("gateway.max-json: " + maxJson + " is more than gateway.max-body (expected: " + maxBody
                    + " at most).");
        }
        if (bodyTimeout.isZero()) {
            mistakes.add("gateway.body-timeout: no body arrives in no time (expected: a duration such as 15s).");
        }
        if (idleTimeout.isZero()) {
            mistakes.add(
                    "gateway.idle-timeout: every connection would end at once (expected: a duration such as 30s).");
        }
        return mistakes;
    }
}
