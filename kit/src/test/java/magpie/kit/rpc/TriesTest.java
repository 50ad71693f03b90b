package magpie.kit.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.expiry.Expiry;
import magpie.kit.rpc.Light.Lit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes that a peer holds before their transaction, like a process that is stopped. */
@Timeout(60)
class TriesTest {
    private static final Lit ON = new Lit(true);
    private static final Lit OFF = new Lit(false);
    private static final RpcConfig LONG = RpcConfig.DEFAULTS.withDeadline(Duration.ofSeconds(60));
    private static final RpcConfig SHORT = RpcConfig.DEFAULTS.withDeadline(Duration.ofSeconds(1));

    @TempDir
    Path folder;

    @Test
    void whatTheFirstPeerMakesTooLateUndoesNothing() {
        try (HeldLights lights = new HeldLights(folder, 1);
                RpcClient client = lights.client(RpcConfig.DEFAULTS, InstantSource.system())) {
            Light light = client.contract(Light.class);
            assertThat(light.turn(ON)).isEqualTo(ON);
            assertThat(light.turn(OFF)).isEqualTo(OFF);
            assertThat(lights.refusesWhatWasHeld()).isTrue();
            assertThat(lights.isOn()).isFalse();
        }
    }

    @Test
    void noTryBeginsBeforeTheOneBeforeItIsOver() {
        try (HeldLights lights = new HeldLights(folder, 1);
                RpcClient client = lights.client(RpcConfig.DEFAULTS, InstantSource.system())) {
            client.contract(Light.class).turn(ON);
            assertThat(lights.othersWereOver).containsExactly(true, true);
        }
    }

    @Test
    void aFailureIsToldWhenNothingCanComeOfItAnyMore() {
        try (HeldLights lights = new HeldLights(folder, 1);
                RpcClient client = lights.client(SHORT, InstantSource.system())) {
            Light light = client.contract(Light.class);
            assertThat(refusal(() -> light.turn(ON)).code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(lights.arrived).hasSize(1).allMatch(Expiry::isOver);
            assertThat(lights.refusesWhatWasHeld()).isTrue();
            assertThat(lights.isOn()).isFalse();
        }
    }

    @Test
    void whatIsNotTheSameTwiceIsSentOnce() {
        try (HeldLights lights = new HeldLights(folder, 1);
                RpcClient client = lights.client(SHORT, InstantSource.system())) {
            Light light = client.contract(Light.class);
            assertThat(refusal(() -> light.toggle(ON)).code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(lights.refusesWhatWasHeld()).isTrue();
            assertThat(lights.arrived).hasSize(1);
            assertThat(light.toggle(ON)).isEqualTo(ON);
        }
    }

    @Test
    void aChangeInsideAnotherOneIsOverNoLater() {
        try (HeldLights lights = new HeldLights(folder, 0);
                RpcClient client = lights.client(LONG, InstantSource.system())) {
            Light light = client.contract(Light.class);
            Expiry outer = Expiry.NEVER.earlier(System.currentTimeMillis() + 20_000);
            assertThat(outer.during(() -> light.toggle(ON))).isEqualTo(ON);
            assertThat(lights.arrived.remove().untilMillis()).isLessThanOrEqualTo(outer.untilMillis());
            assertThat(refusal(() -> Expiry.OVER.during(() -> light.turn(OFF))).code())
                    .isEqualTo(Code.UNAVAILABLE);
            assertThat(lights.arrived).isEmpty();
        }
    }

    /** The server considers a change over that the client would still make. */
    @Test
    void whoseClockIsAheadChangesNothing() {
        InstantSource ahead = () -> Instant.now().plusSeconds(2);
        try (HeldLights lights = new HeldLights(folder, 0);
                RpcClient client = lights.client(RpcConfig.DEFAULTS, ahead)) {
            ServiceException e = refusal(() -> client.contract(Light.class).turn(ON));
            assertThat(e.safeMessage()).contains("clocks");
            assertThat(lights.isOn()).isFalse();
        }
    }

    private static ServiceException refusal(Runnable call) {
        return catchThrowableOfType(ServiceException.class, call::run);
    }
}
