package magpie.api;

/**
 * One mistake in one field of a request.
 *
 * @param field the field's name as the caller wrote it, for example {@code email}
 * @param message what is wrong and what would be right; safe to show
 */
public record FieldError(String field, String message) {}
