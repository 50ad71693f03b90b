package magpie.kit.engines;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the settings record of an engine, which lives beside its adapter. A {@link magpie.kit.roles.RoleModule} names
 * the record; the program does the rest: it reads the settings, reports mistakes in them, and shows them in
 * {@code --help} and docs/config.md.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EngineSettings {
    /** The name of its part of the settings; no role has the same name. */
    String part();

    /** The names of its passwords in the file of {@link EnginesConfig}; none for an engine without a password. */
    String[] passwords();
}
