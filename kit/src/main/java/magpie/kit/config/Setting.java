package magpie.kit.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a component of a settings record: its default, bounds and one line for {@code --help} and docs/config.md. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The default, written as in a config file; empty for none. */
    String value();

    /** What it is, with its unit. */
    String help();

    /** The least number allowed; of seconds, for a duration. */
    long min() default 0;

    /** The greatest number allowed; of seconds, for a duration, and ten years where none is said. */
    long max() default Long.MAX_VALUE;

    /** The words allowed; none for any. */
    String[] oneOf() default {};

    /** What the text must look like, of a list each entry. */
    Form form() default Form.ANY;

    /** What may stand before it and {@code ://}, which the form does not see; the first is told as an example. */
    String[] schemes() default {};
}
