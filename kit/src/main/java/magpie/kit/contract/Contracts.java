package magpie.kit.contract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads contracts and makes proxies for them. A contract is an interface whose methods each take one request record,
 * return one response record, and have unique names. Proxies made here compose: each layer costs a map look-up and an
 * argument array, and an exception passes through all of them unchanged.
 */
public final class Contracts {
    private static final MethodType CALL = MethodType.methodType(Object.class, Object.class);

    private Contracts() {}

    /** The methods of a contract by name; {@link IllegalArgumentException} if the interface is not a contract. */
    public static List<Method> methods(Class<?> contract) {
        require(contract.isInterface(), contract + " is not an interface");
        List<Method> methods = Arrays.stream(contract.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        methods.forEach(Contracts::requireOneRecordEachWay);
        long names = methods.stream().map(Method::getName).distinct().count();
        require(names == methods.size(), contract.getName() + " has two methods of one name");
        return methods;
    }

    /** A proxy for a contract; {@code calls} is asked once for each method, immediately. */
    public static <T> T proxy(Class<T> contract, Function<Method, Call> calls) {
        Map<Method, Call> table = HashMap.newHashMap(32);
        methods(contract).forEach(method -> table.put(method, calls.apply(method)));
        Object proxy = Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, new Dispatch(contract.getName(), table));
        return contract.cast(proxy);
    }

    /** A method of an implementation, called by method handle: no reflection and no wrapped exceptions. */
    public static Call direct(Method method, Object implementation) {
        MethodHandle handle = handle(method).bindTo(implementation).asType(CALL);
        return request -> invoke(handle, request);
    }

    private static Object invoke(MethodHandle handle, Object request) {
        try {
            return (Object) handle.invokeExact(request);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A contract method threw a checked exception", e);
        }
    }

    private static MethodHandle handle(Method method) {
        try {
            method.setAccessible(true); // contracts of tests are not public
            return MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(method + " cannot be called from here", e);
        }
    }

    private static void requireOneRecordEachWay(Method method) {
        Class<?>[] takes = method.getParameterTypes();
        require(
                Modifier.isAbstract(method.getModifiers())
                        && takes.length == 1
                        && takes[0].isRecord()
                        && method.getReturnType().isRecord(),
                method + " is not a contract method (expected: abstract, one record in, one record out)");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private record Dispatch(String contract, Map<Method, Call> calls) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
            Call call = calls.get(method);
            if (call != null && arguments != null) {
                return call.call(Objects.requireNonNull(arguments[0], "request"));
            }
            return switch (method.getName()) {
                case "equals" -> arguments != null && same(proxy, arguments[0]);
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "proxy of " + contract;
            };
        }

        @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
        private static boolean same(Object proxy, @Nullable Object other) {
            return proxy == other;
        }
    }
}
