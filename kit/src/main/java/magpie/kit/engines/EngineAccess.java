package magpie.kit.engines;

/**
 * How the engines are reached: what a role of the cluster product is given, and one of the embedded product is not.
 *
 * @param config where they are
 * @param secrets their passwords
 */
public record EngineAccess(EnginesConfig config, EngineSecrets secrets) {}
