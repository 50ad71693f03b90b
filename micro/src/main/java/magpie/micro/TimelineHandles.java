package magpie.micro;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;

/**
 * The feed's timeline, which is nobody's business outside its package, and a benchmark is no reason to open it: so it is
 * reached by handles. They are constants, which the compiler sees through like a call.
 */
final class TimelineHandles {
    private static final Lookup INSIDE = inside();
    private static final Class<?> TIMELINE = type("magpie.feed.window.Timeline");
    private static final Class<?> SLICE = type("magpie.feed.window.Slice");
    private static final Class<?> SLICES = SLICE.arrayType();

    /** {@code (int window) -> Timeline}. */
    static final MethodHandle NEW = made(MethodType.methodType(Object.class, int.class));

    /** {@code (Timeline, long activity, long post) -> boolean}. */
    static final MethodHandle INSERT = method(
            "insert",
            MethodType.methodType(boolean.class, long.class, long.class),
            MethodType.methodType(boolean.class, Object.class, long.class, long.class));

    /** {@code (Timeline, long before, int limit) -> Slice}. */
    static final MethodHandle BELOW = method(
            "below",
            MethodType.methodType(SLICE, long.class, int.class),
            MethodType.methodType(Object.class, Object.class, long.class, int.class));

    /** {@code (Slice[], int limit) -> Slice}. */
    static final MethodHandle MERGE = merge();

    private TimelineHandles() {}

    /** An array of slices. */
    static Object slices(Object... all) {
        Object slices = Array.newInstance(SLICE, all.length);
        for (int i = 0; i < all.length; i++) {
            Array.set(slices, i, all[i]);
        }
        return slices;
    }

    private static MethodHandle made(MethodType type) {
        try {
            return INSIDE.findConstructor(TIMELINE, MethodType.methodType(void.class, int.class))
                    .asType(type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle method(String name, MethodType is, MethodType as) {
        try {
            return INSIDE.findVirtual(TIMELINE, name, is).asType(as);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle merge() {
        try {
            return INSIDE.findStatic(TIMELINE, "merge", MethodType.methodType(SLICE, SLICES, int.class))
                    .asType(MethodType.methodType(Object.class, Object.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Lookup inside() {
        try {
            return MethodHandles.privateLookupIn(type("magpie.feed.window.Timeline"), MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
