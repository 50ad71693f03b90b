package magpie.bench.server;

import java.util.List;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;

/** The flags of a bench that only works with servers it starts itself. */
public record OwnServerConfig(
        @Setting(value = "64", min = 1, max = 10_000, help = "connections, each with one request at a time")
        int connections,

        @Setting(
                value = "",
                form = Form.SETTING,
                help = "settings for the started server, for example feed.window=400,limits=off")
        List<String> set,

        @Setting(value = "", help = "more JVM flags for the started server, for example -Xmx1g")
        String serverJvm) {

    public TargetConfig target() {
        return new TargetConfig(connections, "", "", "", null, set, serverJvm);
    }
}
