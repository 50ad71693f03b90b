package magpie.kit.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import magpie.api.Code;
import magpie.api.FromMemory;
import magpie.api.ReadOnly;
import magpie.api.ServiceException;
import magpie.api.UserRefs;
import magpie.api.graph.Graph;
import magpie.api.user.Users;
import magpie.kit.contract.Call;
import magpie.kit.contract.Contracts;
import magpie.kit.fastpath.FastPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of every contract of magpie.api, called through real gRPC with values in every field. */
class RoundTripTest {
    private static final RpcSecret SECRET = RpcSecret.random();
    private static final AtomicReference<Object> received = new AtomicReference<>();
    private static final AtomicReference<Object> answer = new AtomicReference<>();
    private static RpcServer server;
    private static RpcClient client;

    @BeforeAll
    static void start() {
        Map<Class<?>, Object> contracts = new HashMap<>();
        Samples.contracts().forEach(contract -> contracts.put(contract, puppet(contract)));
        server = RpcServer.start("127.0.0.1", 0, contracts, SECRET);
        client = RpcClient.connect("test", List.of("127.0.0.1:" + server.port()), SECRET);
        client.warm(Loopback.PATIENCE);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    /** Records what it gets and answers what it is told to. */
    private static <T> T puppet(Class<T> contract) {
        return Contracts.proxy(contract, method -> request -> {
            received.set(request);
            return answer.get();
        });
    }

    static Stream<Arguments> calls() {
        return Samples.contracts().stream()
                .flatMap(contract -> Contracts.methods(contract).stream()
                        .flatMap(method -> Stream.of(
                                Arguments.of(contract, method, false), Arguments.of(contract, method, true))));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatIsSentArrives(Class<?> contract, Method method, boolean nulls) {
        Object request = Samples.of(method.getParameterTypes()[0], nulls);
        answer.set(Samples.of(method.getReturnType(), nulls));

        Call call = Contracts.direct(method, client.contract(contract));
        Object response = call.call(request);

        assertThat(received.get()).usingRecursiveComparison().isEqualTo(request);
        assertThat(response).usingRecursiveComparison().isEqualTo(answer.get());
    }

    @Test
    void theContractsOfTheServicesAreAmongThem() {
        assertThat(Samples.contracts()).contains(Users.class, Graph.class).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void aFullBatchOfIdsTakesNineBytesAnId() {
        long[] ids = new long[1_000];
        Arrays.fill(ids, Long.MAX_VALUE / 3);
        assertThat(Codec.of(UserRefs.class).encode(new UserRefs(ids))).hasSizeLessThan(9_050);
    }

    @Test
    void callsRunOnVirtualThreads() {
        Parrot parrot = word -> new Parrot.Said(Thread.currentThread().isVirtual() ? "virtual" : "platform");
        try (Loopback<Parrot> loop = Loopback.of(Parrot.class, parrot)) {
            assertThat(loop.peer().say(new Parrot.Word("hello")).text()).isEqualTo("virtual");
        }
    }

    /** Methods that memory answers. */
    interface Memory {
        @ReadOnly
        @FromMemory
        Parrot.Said recall(Parrot.Word request);
    }

    @Test
    void whatMemoryAnswersIsAnsweredWhereItCameIn() {
        Memory memory = word -> {
            if (word.text().equals("forgotten")) {
                FastPath.exceeded();
            }
            if (word.text().equals("never heard")) {
                throw ServiceException.notFound("word");
            }
            return new Parrot.Said(Thread.currentThread().isVirtual() ? "virtual" : "platform");
        };
        try (Loopback<Memory> loop = Loopback.of(Memory.class, memory)) {
            assertThat(loop.peer().recall(new Parrot.Word("known")).text()).isEqualTo("platform");
            assertThat(loop.peer().recall(new Parrot.Word("forgotten")).text()).isEqualTo("virtual");
            assertThatThrownBy(() -> loop.peer().recall(new Parrot.Word("never heard")))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_FOUND));
        }
    }

    /** More than one of gRPC's buffers holds, there and back. */
    @Test
    void largeMessagesComeWhole() {
        String large = "喜鹊 ".repeat(50_000);
        Parrot parrot = word -> new Parrot.Said(word.text());
        try (Loopback<Parrot> loop = Loopback.of(Parrot.class, parrot)) {
            assertThat(loop.peer().say(new Parrot.Word(large)).text()).isEqualTo(large);
        }
    }
}
