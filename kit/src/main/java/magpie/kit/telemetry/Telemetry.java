package magpie.kit.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import magpie.kit.contract.Contracts;

/** The metrics of one process, kept by Micrometer and read by Prometheus; those of the JVM are included. */
public final class Telemetry implements AutoCloseable {
    /** The HTTP content type of {@link #scrape()}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();

    /** Starts with the metrics of the JVM and the process. */
    public Telemetry() {
        gc.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new JvmInfoMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** The registry for everybody's own metrics, named {@code magpie.…}. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All metrics as Prometheus text. */
    public String scrape() {
        return registry.scrape();
    }

    /**
     * Wraps an implementation to measure it: {@code magpie_contract_seconds} by contract (the interface's simple name),
     * method and outcome ({@code ok} or the name of the {@link magpie.api.Code}).
     */
    public <T> T observed(Class<T> contract, T implementation) {
        return Contracts.proxy(
                contract,
                method -> new Observed(
                        Contracts.direct(method, implementation),
                        contract.getSimpleName(),
                        method.getName(),
                        registry));
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
