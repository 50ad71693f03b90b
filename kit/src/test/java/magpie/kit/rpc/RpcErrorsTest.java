package magpie.kit.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import magpie.kit.rpc.Parrot.Said;
import magpie.kit.rpc.Parrot.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RpcErrorsTest {
    private static final Word WORD = new Word("hello");

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyCodeArrivesWithItsTextsAndTimes(Code code) {
        List<FieldError> errors = List.of(new FieldError("email", "喜鹊 is not an address"), new FieldError("a", "b"));
        ServiceException arrived = thrownBy(
                new ServiceException(code, "Nö.", errors, 17, new IllegalStateException("secret, for the log alone")));

        assertThat(arrived.code()).isEqualTo(code);
        assertThat(arrived.safeMessage()).isEqualTo("Nö.");
        assertThat(arrived.errors()).isEqualTo(errors);
        assertThat(arrived.retryAfterSeconds()).isEqualTo(17);
        assertThat(arrived).hasNoCause();
    }

    @Test
    void anUnforeseenExceptionShowsOnlyAReference() {
        ServiceException arrived = thrownBy(new IllegalStateException("password=hunter2"));

        assertThat(arrived.code()).isEqualTo(Code.INTERNAL);
        assertThat(arrived.safeMessage()).matches("Something went wrong here\\. Reference: [0-9a-f]{12}");
    }

    @Test
    void anErrorOfTheMachineIsAnsweredToo() {
        assertThat(thrownBy(new StackOverflowError()).code()).isEqualTo(Code.INTERNAL);
    }

    @Test
    void manyFieldErrorsAreCutToWhatATrailerCarries() {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            errors.add(new FieldError("field" + i, "is not what it should be"));
        }
        ServiceException arrived =
                thrownBy(new ServiceException(Code.INVALID_VALUE, "😀".repeat(2_000), List.copyOf(errors), 0, null));

        assertThat(arrived.code()).isEqualTo(Code.INVALID_VALUE);
        assertThat(arrived.safeMessage()).startsWith("😀😀");
        assertThat(arrived.errors())
                .isNotEmpty()
                .isEqualTo(errors.subList(0, arrived.errors().size()));
    }

    @Test
    void aCodeFromTheFutureIsInternal() {
        Metadata trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("magpie-error-bin", Metadata.BINARY_BYTE_MARSHALLER),
                Codec.of(Failures.Failure.class)
                        .encode(new Failures.Failure("TEAPOT", "short and stout", List.of(), 0)));

        ServiceException read =
                Failures.toException(Status.INVALID_ARGUMENT.asRuntimeException(trailers), "Parrot/say");

        assertThat(read.code()).isEqualTo(Code.INTERNAL);
        assertThat(read.safeMessage()).contains("Reference").doesNotContain("stout");
    }

    @Test
    void aTrailerThatCannotBeReadIsInternal() {
        Metadata trailers = new Metadata();
        trailers.put(Metadata.Key.of("magpie-error-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {(byte) 0xff});
        assertThat(Failures.toException(Status.NOT_FOUND.asRuntimeException(trailers), "Parrot/say")
                        .code())
                .isEqualTo(Code.INTERNAL);
    }

    @Test
    void aRequestAboveTheLimitIsNotSent() {
        try (Loopback<Parrot> loop = Loopback.of(Parrot.class, word -> new Said(""))) {
            Word large = new Word("x".repeat(RpcConfig.MAX_MESSAGE_BYTES));
            assertThat(thrown(() -> loop.peer().say(large)).code()).isEqualTo(Code.TOO_LARGE);
        }
    }

    @Test
    void aResponseAboveTheLimitIsADefect() {
        String large = "x".repeat(RpcConfig.MAX_MESSAGE_BYTES);
        try (Loopback<Parrot> loop = Loopback.of(Parrot.class, word -> new Said(large))) {
            assertThat(thrown(() -> loop.peer().say(WORD)).code()).isEqualTo(Code.INTERNAL);
        }
    }

    @Test
    void aMessageJustBelowTheLimitTravels() {
        String large = "x".repeat(RpcConfig.MAX_MESSAGE_BYTES - 20_000);
        try (Loopback<Parrot> loop = Loopback.of(Parrot.class, word -> new Said(word.text()))) {
            assertThat(loop.peer().say(new Word(large)).text()).isEqualTo(large);
        }
    }

    private static ServiceException thrownBy(Throwable failure) {
        Parrot parrot = word -> {
            throw sneak(failure);
        };
        try (Loopback<Parrot> loop = Loopback.of(Parrot.class, parrot)) {
            return thrown(() -> loop.peer().say(WORD));
        }
    }

    private static RuntimeException sneak(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    private static ServiceException thrown(Runnable call) {
        return catchThrowableOfType(ServiceException.class, call::run);
    }
}
