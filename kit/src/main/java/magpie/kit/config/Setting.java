package magpie.kit.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a component of a settings record: default, bounds, and a line for {@code --help} and docs/config.md. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The default, written as in a config file; empty for none. */
    String value();

    /** What it is, with its unit. */
    String help();

    /** The smallest number allowed; for a duration, in seconds. */
    long min() default 0;

    /** The largest number allowed; for a duration, in seconds, and ten years by default. */
    long max() default Long.MAX_VALUE;

    /** The words allowed; none for any. */
    String[] oneOf() default {};

    /** The form of the text, or of each entry of a list. */
    Form form() default Form.ANY;

    /** The schemes allowed before it and {@code ://}, which the form does not see; the first is shown as an example. */
    String[] schemes() default {};
}
