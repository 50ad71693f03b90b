package magpie.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link ReadOnly} contract method that its owner mostly answers from memory: a server first tries to do so where
 * the call came in, and hands it to a thread of its own only if that cannot be done.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FromMemory {}
