/**
 * Contracts between processes: one generic binder over gRPC, so that no service has a client of its own.
 * Start with {@link magpie.kit.rpc.RpcServer} and {@link magpie.kit.rpc.RpcClient}.
 */
@NullMarked
package magpie.kit.rpc;

import org.jspecify.annotations.NullMarked;
