package magpie.kit.rpc.balance;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a fixed list of "host:port" for gRPC. A host with several IP addresses (a headless Kubernetes service)
 * counts as that many peers; gRPC resolves again whenever a connection breaks, so that moved peers are found.
 */
public final class PeerAddresses extends NameResolverProvider {
    private static final String SCHEME = "magpie";

    /** The gRPC target for these addresses. */
    public static String target(List<String> addresses) {
        addresses.forEach(PeerAddresses::parse);
        try {
            return new URI(SCHEME, "", "/" + String.join(",", addresses), null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Not addresses: " + addresses, e);
        }
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new Resolver(Arrays.asList(target.getPath().substring(1).split(",", -1)), args);
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 5;
    }

    private static InetSocketAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (colon > 0 && port > 0 && !address.contains(",")) {
                return InetSocketAddress.createUnresolved(address.substring(0, colon), port);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Not an address: " + address + " (expected: host:port)", e);
        }
        throw new IllegalArgumentException("Not an address: " + address + " (expected: host:port)");
    }

    private static final class Resolver extends NameResolver {
        private final List<InetSocketAddress> addresses;
        private final Args args;
        private @Nullable Listener2 listener;

        Resolver(List<String> addresses, Args args) {
            this.addresses = addresses.stream().map(PeerAddresses::parse).toList();
            this.args = args;
        }

        @Override
        public String getServiceAuthority() {
            return SCHEME;
        }

        @Override
        public void start(Listener2 newListener) {
            listener = newListener;
            refresh();
        }

        /** Look-ups block, so they run off gRPC's thread; the JVM caches the answers for a while. */
        @Override
        public void refresh() {
            Listener2 told = listener;
            if (told == null) {
                return;
            }
            Thread.startVirtualThread(() -> {
                ResolutionResult result = ResolutionResult.newBuilder()
                        .setAddressesOrError(resolve())
                        .build();
                args.getSynchronizationContext().execute(() -> told.onResult2(result));
            });
        }

        @Override
        public void shutdown() {}

        private StatusOr<List<EquivalentAddressGroup>> resolve() {
            List<EquivalentAddressGroup> peers =
                    addresses.stream().flatMap(Resolver::peers).toList();
            return peers.isEmpty()
                    ? StatusOr.fromStatus(Status.UNAVAILABLE.withDescription("No such hosts: " + addresses))
                    : StatusOr.fromValue(peers);
        }

        private static Stream<EquivalentAddressGroup> peers(InetSocketAddress address) {
            List<SocketAddress> found = new ArrayList<>();
            boolean here = false;
            try {
                for (InetAddress ip : InetAddress.getAllByName(address.getHostString())) {
                    found.add(new InetSocketAddress(ip, address.getPort()));
                    here |= ip.isLoopbackAddress();
                }
            } catch (UnknownHostException e) {
                return Stream.empty(); // the others may be there
            }
            // "localhost" is one peer with two addresses, of which it listens on one.
            return here
                    ? Stream.of(new EquivalentAddressGroup(found))
                    : found.stream().map(EquivalentAddressGroup::new);
        }
    }
}
