package magpie.gateway.http;

/**
 * One line of the table of routes.
 *
 * @param api the API it belongs to
 * @param method the HTTP method
 * @param template the path, with {@code {name}} for a segment that varies
 * @param access who may call it
 * @param endpoint what answers
 * @param brief whether it is worth trying on the thread that watches the sockets, see {@link magpie.kit.brief.FastPath}:
 *     for what memory nearly always answers, and changes nothing
 */
public record Route(Api api, String method, String template, Access access, Endpoint endpoint, boolean brief) {}
