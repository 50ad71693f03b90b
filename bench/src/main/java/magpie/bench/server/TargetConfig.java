package magpie.bench.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;
import org.jspecify.annotations.Nullable;

/** The server to drive: one of the bench's own, or a running one. */
public record TargetConfig(
        @Setting(value = "64", min = 1, max = 10_000, help = "connections, each with one request at a time")
        int connections,

        @Setting(value = "", help = "a running server, http://host:port; without it one is started and removed again")
        String url,

        @Setting(value = "", help = "its admin port, http://host:port")
        String adminUrl,

        @Setting(value = "", help = "its admin token, from admin.json")
        String adminToken,

        @Setting(value = "", help = "its data folder, whose admin.json says the admin port and token") @Nullable
        Path data,

        @Setting(
                value = "",
                form = Form.SETTING,
                help = "settings for the started server, for example feed.window=400,limits=off")
        List<String> set,

        @Setting(value = "", help = "more JVM flags for the started server, for example -Xmx1g")
        String serverJvm) {

    public boolean runs() {
        return !url.isEmpty();
    }

    /** Conflicts that no single flag shows. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (runs() && data == null && (adminUrl.isEmpty() || adminToken.isEmpty())) {
            mistakes.add("url: accounts come by the admin port"
                    + " (expected: --data FOLDER, or --admin-url and --admin-token).");
        }
        if (!runs() && (data != null || !adminUrl.isEmpty())) {
            mistakes.add("data, admin-url: they tell of a running server (expected: --url too).");
        }
        if (runs() && (!set.isEmpty() || !serverJvm.isEmpty())) {
            mistakes.add("set, server-jvm: they are for a server that is started here (expected: no --url).");
        }
        return mistakes;
    }
}
