package magpie.app;

import magpie.app.admin.AdminPort;
import magpie.app.node.Node;
import magpie.app.node.Plan;
import magpie.kit.config.Settings;

/** A whole Magpie in this JVM, as {@code ./magpie up} runs it: a node and its admin port. There may be several. */
public final class Magpie {
    private Magpie() {}

    /**
     * Starts what the settings say; returns when it is ready for requests.
     *
     * @throws magpie.kit.config.ConfigException with all mistakes in the settings
     * @throws magpie.kit.StartException when it cannot start, with the reason and what to do
     */
    public static Node start(Settings settings) {
        return start(Plan.of(settings));
    }

    static Node start(Plan plan) {
        return Node.start(plan, AdminPort::start);
    }
}
