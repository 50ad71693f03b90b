package magpie.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a contract method whose repetition changes nothing more. It may be sent twice, but never concurrently: a late
 * first try that runs after the second was answered would undo whatever came after that. So every try must be over, on
 * all peers, before the next one begins or the caller is answered.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
