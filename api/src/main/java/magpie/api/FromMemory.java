package magpie.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a {@link ReadOnly} contract method that its owner mostly answers from memory: a server first tries it on the
 * thread the call came in on, and hands it to a thread of its own only if memory cannot answer.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FromMemory {}
