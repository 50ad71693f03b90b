package magpie.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a contract method that changes something, and nothing more when it is made again. It may be sent twice, but not side
 * by side: a first try that is made after a second one was answered undoes what came after that. So a try is over,
 * wherever it is, before the next one begins or anybody is answered.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
