package magpie.kit.rpc;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A value of a type with something in every field, the same each time. */
final class Sample {
    private Sample() {}

    static Object of(Type type) {
        if (type instanceof ParameterizedType many) {
            return many.getRawType() == Map.class
                    ? Map.of(of(many.getActualTypeArguments()[0]), of(many.getActualTypeArguments()[1]))
                    : List.of(of(many.getActualTypeArguments()[0]));
        }
        return plain((Class<?>) type);
    }

    private static Object plain(Class<?> type) {
        if (type.isRecord()) {
            return record(type);
        } else if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 1);
            Array.set(array, 0, plain(type.getComponentType()));
            return array;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return switch (type.getName()) {
            case "long", "java.lang.Long" -> 1_234_567_890_123L;
            case "int", "java.lang.Integer" -> 1_234_567;
            case "byte" -> (byte) 3;
            case "boolean", "java.lang.Boolean" -> true;
            case "double" -> 0.5;
            case "java.lang.String" -> "喜鹊";
            default -> throw new IllegalArgumentException("type on the wire: " + type + " (expected: a plain one)");
        };
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> of(component.getGenericType()))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " takes no sample", e);
        }
    }
}
