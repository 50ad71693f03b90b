package magpie.app;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;

/**
 * One row of {@link Roles}.
 *
 * @param name its word in {@code --roles}, and the part of its settings
 * @param config its settings
 * @param contracts what it offers to other roles
 * @param topics what it produces events in
 * @param calls the roles whose contracts it uses
 * @param hears the roles whose topics it follows
 * @param degrades whether it has an answer when those are away, and so calls them through circuit breakers
 * @param check refuses a data folder whose stores it could not open, and touches nothing
 * @param starter how it starts
 */
record Role<C extends Record>(
        String name,
        Class<C> config,
        List<Class<?>> contracts,
        List<String> topics,
        List<String> calls,
        List<String> hears,
        boolean degrades,
        Consumer<Path> check,
        Starter<C> starter) {

    /** The check of a role that keeps nothing. */
    static final Consumer<Path> NOTHING_KEPT = data -> {};

    /** What a role is started with. */
    record Place(NodeConfig node, RoleContext context, BooleanSupplier ready) {}

    /** Starts a role. */
    interface Starter<C extends Record> {
        /** Starts it, or throws and leaves nothing running. */
        RunningRole start(C config, Place place);
    }

    /** The roles it uses anything of, in the embedded product; with a log of its own the cluster needs no more than calls. */
    List<String> needs() {
        return Stream.concat(calls.stream(), hears.stream()).distinct().toList();
    }

    /** Whether others can use anything of it; a role that offers nothing is an edge to the world. */
    boolean isEdge() {
        return contracts.isEmpty() && topics.isEmpty();
    }
}
