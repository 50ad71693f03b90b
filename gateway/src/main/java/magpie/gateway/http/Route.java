package magpie.gateway.http;

import org.jspecify.annotations.Nullable;

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
 * @param scope what an application must have been granted to call it, see
 *     {@link magpie.gateway.auth.Credentials#allows}; null for nothing
 * @param upload how many bytes may be sent to it, which the endpoint takes in as they come; 0 where a body is small, and
 *     here before the endpoint is asked
 */
public record Route(
        Api api,
        String method,
        String template,
        Access access,
        Endpoint endpoint,
        boolean brief,
        @Nullable String scope,
        long upload) {
    /** The same for applications that were granted a scope. */
    public Route needing(String grantedScope) {
        return new Route(api, method, template, access, endpoint, brief, grantedScope, upload);
    }

    /**
     * The same for bodies of so many bytes, which the endpoint reads by {@link Exchange#upload} or
     * {@link Exchange#multipart}. An upload takes none of the places of requests under way: it has one of those of
     * transfers. It may last, so what it changes is given its end in time by the endpoint, once all is there.
     */
    public Route taking(long most) {
        return new Route(api, method, template, access, endpoint, brief, scope, most);
    }
}
