package magpie.kit.rpc.balance;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.util.ForwardingLoadBalancer;
import io.grpc.util.ForwardingLoadBalancerHelper;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Round robin, but of the next two peers the one with fewer calls under way. A process that hangs, because it is paused
 * or cut off, keeps its connections: after the first calls that it does not answer it is the busier one, and gets no
 * more. When those calls are given up it counts as busy for two more seconds. gRPC has a similar policy only as part of
 * xDS, which needs a control plane.
 */
public final class LeastBusy extends LoadBalancerProvider {
    static final String NAME = "magpie_least_busy";
    private static final Set<Status.Code> GIVEN_UP = Set.of(Status.Code.CANCELLED, Status.Code.DEADLINE_EXCEEDED);
    private static final long SHUNNED_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int SHUNNED = 1_000_000;
    private static final Attributes.Key<Calls> CALLS = Attributes.Key.create("magpie-calls");

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public int getPriority() {
        return 5;
    }

    @Override
    public String getPolicyName() {
        return NAME;
    }

    @Override
    public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
        LoadBalancerProvider inTurn = Objects.requireNonNull(
                LoadBalancerRegistry.getDefaultRegistry().getProvider("round_robin"), "gRPC's round robin");
        LoadBalancer balancer = inTurn.newLoadBalancer(new Counting(helper));
        return new ForwardingLoadBalancer() {
            @Override
            protected LoadBalancer delegate() {
                return balancer;
            }
        };
    }

    /** The calls under way to one peer. */
    private static final class Calls extends ClientStreamTracer.Factory {
        private final AtomicInteger underWay = new AtomicInteger();
        /** Since when the peer is avoided, by {@link System#nanoTime}; 0 if it is not. */
        private volatile long shunnedSince;

        int busy() {
            long since = shunnedSince;
            if (since != 0 && System.nanoTime() - since > SHUNNED_NANOS) {
                shunnedSince = 0;
                since = 0;
            }
            return underWay.get() + (since == 0 ? 0 : SHUNNED);
        }

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            underWay.incrementAndGet();
            return new ClientStreamTracer() {
                @Override
                public void streamClosed(Status status) {
                    underWay.decrementAndGet();
                    if (GIVEN_UP.contains(status.getCode())) {
                        shunnedSince = System.nanoTime() | 1; // never 0
                    }
                }
            };
        }
    }

    private static final class Counting extends ForwardingLoadBalancerHelper {
        private final LoadBalancer.Helper helper;

        Counting(LoadBalancer.Helper helper) {
            this.helper = helper;
        }

        @Override
        protected LoadBalancer.Helper delegate() {
            return helper;
        }

        @Override
        public LoadBalancer.Subchannel createSubchannel(LoadBalancer.CreateSubchannelArgs args) {
            Attributes counted =
                    args.getAttributes().toBuilder().set(CALLS, new Calls()).build();
            return helper.createSubchannel(
                    args.toBuilder().setAttributes(counted).build());
        }

        @Override
        public void updateBalancingState(ConnectivityState state, LoadBalancer.SubchannelPicker inTurn) {
            helper.updateBalancingState(state, new LessBusy(inTurn));
        }
    }

    private static final class LessBusy extends LoadBalancer.SubchannelPicker {
        private final LoadBalancer.SubchannelPicker inTurn;

        LessBusy(LoadBalancer.SubchannelPicker inTurn) {
            this.inTurn = inTurn;
        }

        @Override
        public LoadBalancer.PickResult pickSubchannel(LoadBalancer.PickSubchannelArgs args) {
            LoadBalancer.PickResult one = inTurn.pickSubchannel(args);
            Calls ofOne = calls(one);
            if (ofOne == null) {
                return one; // there is nobody
            }
            LoadBalancer.PickResult two = inTurn.pickSubchannel(args);
            Calls ofTwo = calls(two);
            return ofTwo == null || isFirst(ofOne.busy() - ofTwo.busy()) ? counted(one, ofOne) : counted(two, ofTwo);
        }

        /** Breaks ties at random: of two peers, the turn would always favour the same one. */
        private static boolean isFirst(int more) {
            return more < 0 || (more == 0 && ThreadLocalRandom.current().nextBoolean());
        }

        private static LoadBalancer.PickResult counted(LoadBalancer.PickResult pick, Calls calls) {
            return LoadBalancer.PickResult.withSubchannel(Objects.requireNonNull(pick.getSubchannel()), calls);
        }

        private static @Nullable Calls calls(LoadBalancer.PickResult pick) {
            LoadBalancer.Subchannel peer = pick.getSubchannel();
            return peer == null ? null : peer.getAttributes().get(CALLS);
        }
    }
}
