package magpie.gateway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import magpie.api.ServiceException;

/** A contract of which a test implements the methods it needs; all others fail as unavailable. */
final class Partial {
    private Partial() {}

    static <T> T of(Class<T> contract, Object some) {
        return contract.cast(Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    Method own = own(some, method);
                    if (own == null) {
                        throw ServiceException.unavailable(method.getName() + " is away.", null);
                    }
                    try {
                        return own.invoke(some, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static Method own(Object some, Method method) {
        try {
            Method own = some.getClass().getDeclaredMethod(method.getName(), method.getParameterTypes());
            own.setAccessible(true);
            return own;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
