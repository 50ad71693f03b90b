package magpie.bench;

import magpie.bench.Meter.Used;

/** One thing measured alone; {@code used} includes what came after the requests, until all was settled. */
record Alone(Stage stage, Used used) {

    double microsEach() {
        return used.serverMicros() / stage.done();
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
