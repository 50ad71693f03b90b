package magpie.gateway.http;

/**
 * One line of the table of routes.
 *
 * @param method the HTTP method
 * @param template the path, with {@code {name}} for a segment that varies
 * @param access who may call it
 * @param endpoint what answers
 */
public record Route(String method, String template, Access access, Endpoint endpoint) {}
