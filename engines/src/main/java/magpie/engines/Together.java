package magpie.engines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import magpie.engines.node.Progress;

/** Runs one step for several items in parallel. */
final class Together {
    private Together() {}

    /** The step for one item. */
    interface Step<T> {
        void with(T one) throws IOException, InterruptedException;
    }

    /** Returns when all have ended, even if one fails; then the first failure is thrown, and the others are printed. */
    static <T> void each(List<T> all, Step<T> step) throws IOException, InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T one : all) {
                running.add(threads.submit(() -> {
                    step.with(one);
                    return null;
                }));
            }
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            }
        }
        failures.stream().skip(1).forEach(failure -> Progress.say(String.valueOf(failure.getMessage())));
        if (!failures.isEmpty()) {
            rethrow(failures.getFirst());
        }
    }

    private static void rethrow(Throwable failure) throws IOException, InterruptedException {
        switch (failure) {
            case IOException cause -> throw cause;
            case InterruptedException cause -> throw cause;
            case RuntimeException cause -> throw cause;
            default -> throw new IllegalStateException(failure);
        }
    }
}
