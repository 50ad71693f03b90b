package magpie.bench.rig;

import java.util.Map;
import java.util.TreeMap;
import magpie.bench.drive.Stage;
import magpie.bench.rig.Meter.Used;

/** One operation measured alone; {@code used} includes what follows the requests, until everything has settled. */
record Alone(Stage stage, Used used) {
    /** The name of all processes together, and of those with a goal. */
    static final String SERVER = "server CPU";

    static final String PRODUCT = "of that services and Redis";

    double microsEach() {
        return used.serverMicros() / stage.done();
    }

    /** CPU time per request: of all processes and, if there are several, of each. */
    Map<String, Double> allMicrosEach() {
        Map<String, Double> all = new TreeMap<>();
        if (used.micros().size() > 1) {
            used.micros().forEach((name, micros) -> all.put("CPU of " + name, micros / stage.done()));
            all.put(PRODUCT, used.productMicros() / stage.done());
        }
        all.put(SERVER, microsEach());
        return all;
    }

    double generatorMicrosEach() {
        return used.ownMicros() / stage.done();
    }

    double deliveriesEach() {
        return used.deliveries() / stage.done();
    }

    /** Requests per second, including the time until everything has settled. */
    double perSecond() {
        return stage.done() * 1e9 / used.nanos();
    }

    double deliveriesPerSecond() {
        return used.deliveries() * 1e9 / used.nanos();
    }
}
