package magpie.user.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import magpie.api.ServiceException;

/** Runs things concurrently. */
final class Together {
    private Together() {}

    /** Returns each result: a value, or the code of the {@link ServiceException} that refused it. */
    static List<Object> run(int count, IntFunction<Callable<?>> each) {
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<?> call = each.apply(i);
                running.add(threads.submit(() -> {
                    begin.await();
                    return outcome(call);
                }));
            }
            begin.countDown();
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Object outcome(Callable<?> call) throws Exception {
        try {
            return call.call();
        } catch (ServiceException e) {
            return e.code();
        }
    }
}
