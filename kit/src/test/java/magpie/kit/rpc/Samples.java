package magpie.kit.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import magpie.api.Code;
import org.jspecify.annotations.Nullable;

/** The contracts of magpie.api and values of their records, found by reflection so that none is forgotten. */
final class Samples {
    private Samples() {}

    /** Every interface of magpie.api with methods that take and return a record. */
    static List<Class<?>> contracts() {
        try {
            URI source = Code.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path path = Path.of(source);
            if (Files.isDirectory(path)) {
                return contracts(path);
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return contracts(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<Class<?>> contracts(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("-info"))
                    .<Class<?>>map(name -> load(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')))
                    .filter(Samples::isContract)
                    .toList();
        }
    }

    private static boolean isContract(Class<?> type) {
        return type.isInterface()
                && Arrays.stream(type.getMethods())
                        .anyMatch(
                                method -> method.getParameterCount() == 1 && method.getParameterTypes()[0].isRecord());
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** A value of a record with every field set, or with every nullable one null. */
    static Object of(Class<?> type, boolean nulls) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> nullable(component) && nulls ? null : value(component.getGenericType(), nulls))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No sample of " + type, e);
        }
    }

    private static boolean nullable(RecordComponent component) {
        AnnotatedElement type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Object value(Type type, boolean nulls) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? List.of(value(of[0], nulls), value(of[0], nulls))
                    : Map.of(value(of[0], nulls), value(of[1], nulls));
        }
        return value((Class<?>) type, nulls);
    }

    private static Object value(Class<?> type, boolean nulls) {
        if (type.isRecord()) {
            return of(type, nulls);
        }
        return type.isEnum() ? type.getEnumConstants()[type.getEnumConstants().length - 1] : scalar(type);
    }

    private static Object scalar(Class<?> type) {
        return switch (type.getName()) {
            case "long", "java.lang.Long" -> Long.MAX_VALUE - 1;
            case "int" -> Integer.MIN_VALUE;
            case "boolean" -> true;
            case "java.lang.String" -> "喜鹊 \"flies\"\n👩‍👩‍👧";
            case "[J" -> new long[] {Long.MIN_VALUE, -1, 0, 23, Long.MAX_VALUE};
            case "[I" -> new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE};
            case "[B" -> new byte[] {Byte.MIN_VALUE, 0, -1, '"', Byte.MAX_VALUE};
            default -> throw new AssertionError("No sample for " + type + ": add one, and see that it travels");
        };
    }
}
