package magpie.kit.roles;

import java.nio.file.Path;
import java.util.List;
import magpie.kit.engines.EngineAccess;
import magpie.kit.engines.EngineSettings;

/**
 * Assembles a role from its parts. Each role has one, with a constructor that takes nothing, and names it in
 * {@code META-INF/services/magpie.kit.roles.RoleModule}, where the program finds it.
 *
 * @param <C> its settings
 * @param <S> what it keeps things in, see {@link Backend}
 */
public interface RoleModule<C extends Record, S> {
    /** Its name in {@link Roles}. */
    String name();

    /** The record of its settings. */
    Class<C> config();

    /**
     * The settings records of the engines it uses in the cluster product, each marked with {@link EngineSettings}: what
     * {@link #onEngines} may ask for.
     */
    default List<Class<? extends Record>> engines() {
        return List.of();
    }

    /** Conflicts between its settings, or between them and the address to listen on; one sentence each. */
    default List<String> mistakes(C config, Edge edge) {
        return List.of();
    }

    /** Refuses a data folder whose stores it could not open, and changes nothing. */
    default void check(Path data) {}

    /** Its backend in the embedded product: its own files in the data folder, or memory. */
    Backend<S> embedded(C config, RoleContext context);

    /** Its backend in the cluster product; waits for the engine as long as it takes. */
    Backend<S> onEngines(C config, EngineAccess engines, RoleContext context);

    /** Starts it on either. It registers what it opens with the backend, which the caller closes if this throws. */
    RunningRole start(C config, Backend<S> backend, RoleContext context);

    /** Starts it as a part of the embedded product, or throws and leaves nothing running. */
    default RunningRole startEmbedded(C config, RoleContext context) {
        return startOrClose(config, embedded(config, context), context);
    }

    /** Starts it as a part of the cluster product, or throws and leaves nothing running. */
    default RunningRole startOnEngines(C config, EngineAccess engines, RoleContext context) {
        return startOrClose(config, onEngines(config, engines, context), context);
    }

    private RunningRole startOrClose(C config, Backend<S> backend, RoleContext context) {
        try {
            return start(config, backend, context);
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }
}
