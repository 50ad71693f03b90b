package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.Test;

/** The description of the API that is served, and the table of routes, name the same paths and methods. */
class OpenapiTest extends GatewayTest {
    private static final Pattern LINE = Pattern.compile("(?m)^(?:  (/\\S*)|    (get|put|post|patch|delete)):$");

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        start(Map.of());
        Set<String> described = operations(get("/openapi.yaml").body());
        GatewayConfig config = Settings.of(Map.of()).bind("gateway", GatewayConfig.class);
        Edge edge = new Edge("127.0.0.1", 0, true, null, null, 0);
        Set<String> routes = new TreeSet<>();
        new GatewayModule(config, edge, new TinyNetwork().context())
                .routes(() -> true)
                .forEach(route -> routes.add(route.method() + " " + route.template()));
        assertThat(described).isEqualTo(routes).hasSizeGreaterThan(40);
    }

    private static Set<String> operations(String yaml) {
        Set<String> operations = new TreeSet<>();
        Matcher line = LINE.matcher(yaml.substring(yaml.indexOf("\npaths:"), yaml.indexOf("\ncomponents:")));
        String path = "";
        while (line.find()) {
            if (line.group(1) != null) {
                path = line.group(1);
            } else {
                operations.add(line.group(2).toUpperCase(Locale.ROOT) + " " + path);
            }
        }
        return operations;
    }
}
