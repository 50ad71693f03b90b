package magpie.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the routing table.
 *
 * @param api the API it belongs to
 * @param method the HTTP method
 * @param template the path, with {@code {name}} for a variable segment
 * @param access who may call it
 * @param endpoint answers the request
 * @param fastPath whether to try it on the selector thread, see {@link magpie.kit.fastpath.FastPath}: for reads
 *     that are nearly always answered from memory
 * @param scope what an application must have been granted to call it, see
 *     {@link magpie.gateway.auth.Credentials#allows}; null for nothing
 * @param upload the most bytes of a body that the endpoint streams; 0 if the body is small and read before the endpoint
 *     runs
 */
public record Route(
        Api api,
        String method,
        String template,
        Access access,
        Endpoint endpoint,
        boolean fastPath,
        @Nullable String scope,
        long upload) {
    /** Requires that applications were granted a scope. */
    public Route needing(String grantedScope) {
        return new Route(api, method, template, access, endpoint, fastPath, grantedScope, upload);
    }

    /**
     * Accepts bodies of up to {@code most} bytes, which the endpoint reads by {@link Exchange#upload} or
     * {@link Exchange#multipart}. An upload takes no place of requests in flight but one of the transfers. It may take
     * long, so the endpoint sets the deadline of its change once everything has arrived.
     */
    public Route taking(long most) {
        return new Route(api, method, template, access, endpoint, fastPath, scope, most);
    }
}
