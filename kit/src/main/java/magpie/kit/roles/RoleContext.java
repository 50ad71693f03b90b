package magpie.kit.roles;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;

/**
 * What every role is given.
 *
 * @param data the folder its files live in, which exists and is this process's alone
 * @param peers the services below it
 * @param meters where it counts
 */
public record RoleContext(Path data, Peers peers, MeterRegistry meters) {}
