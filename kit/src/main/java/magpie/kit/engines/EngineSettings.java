package magpie.kit.engines;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the settings record of an engine, which lives beside the adapter that speaks to it. A
 * {@link magpie.kit.roles.RoleModule} names the record; the program does the rest: it reads the settings, tells of
 * mistakes in them, and shows them in {@code --help} and docs/config.md.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EngineSettings {
    /** What its part of the settings is called; no role has the same name. */
    String part();

    /** What its passwords are called in the file of {@link EnginesConfig}; none for an engine that asks for none. */
    String[] passwords();
}
