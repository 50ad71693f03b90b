package magpie.bench.rig;

import java.util.Map;
import java.util.TreeMap;
import magpie.bench.drive.Stage;
import magpie.bench.rig.Meter.Used;

/** One thing measured alone; {@code used} includes what came after the requests, until all was settled. */
record Alone(Stage stage, Used used) {
    /** The word for all processes together, and for those that a goal is set for. */
    static final String SERVER = "server CPU";

    static final String PRODUCT = "of that services and Redis";

    double microsEach() {
        return used.serverMicros() / stage.done();
    }

    /** CPU time of each request: of all, and where there are several processes, of each. */
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

    /** What was done in a second, with the time until all was settled. */
    double perSecond() {
        return stage.done() * 1e9 / used.nanos();
    }

    double deliveriesPerSecond() {
        return used.deliveries() * 1e9 / used.nanos();
    }
}
