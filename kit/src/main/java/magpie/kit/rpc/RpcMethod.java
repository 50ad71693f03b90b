package magpie.kit.rpc;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;

/**
 * A contract method as gRPC knows it. Messages pass gRPC as bytes: they are coded on the thread of the call, where a
 * message that cannot be read is an error like any other.
 */
record RpcMethod(MethodDescriptor<byte[], byte[]> descriptor, Codec request, Codec response) {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();

    static RpcMethod of(Class<?> contract, Method method) {
        MethodDescriptor<byte[], byte[]> descriptor = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(contract.getName(), method.getName()))
                .build();
        return new RpcMethod(descriptor, Codec.of(method.getParameterTypes()[0]), Codec.of(method.getReturnType()));
    }

    String name() {
        return descriptor.getFullMethodName();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
