package magpie.kit.rpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import magpie.api.FromMemory;

/**
 * A contract method as gRPC knows it. Messages pass through gRPC as bytes: they are encoded and decoded on the thread
 * of the call, where an unreadable message is an error like any other.
 *
 * @param fromMemory whether a server first tries it on the thread it came in on, see {@link FromMemory}
 */
record RpcMethod(MethodDescriptor<byte[], byte[]> descriptor, Codec request, Codec response, boolean fromMemory) {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();

    static RpcMethod of(Class<?> contract, Method method) {
        MethodDescriptor<byte[], byte[]> descriptor = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(contract.getName(), method.getName()))
                .build();
        return new RpcMethod(
                descriptor,
                Codec.of(method.getParameterTypes()[0]),
                Codec.of(method.getReturnType()),
                method.isAnnotationPresent(FromMemory.class));
    }

    String name() {
        return descriptor.getFullMethodName();
    }

    /**
     * Passes bytes to and from gRPC unchanged. gRPC copies a stream it knows nothing about through a buffer of 8 KB,
     * and the library's way of reading one to its end starts with 16 KB: together two thirds of all that a gateway
     * allocated.
     */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new Message(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream instanceof KnownLength ? stream.readNBytes(stream.available()) : stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Writes itself in one piece. */
    private static final class Message extends ByteArrayInputStream implements Drainable, KnownLength {
        Message(byte[] value) {
            super(value);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int drained = count - pos;
            target.write(buf, pos, drained);
            pos = count;
            return drained;
        }
    }
}
