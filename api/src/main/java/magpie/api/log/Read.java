package magpie.api.log;

/**
 * A read from a topic.
 *
 * @param topic the topic's name, for example {@code posts}
 * @param after events with a greater offset are wanted
 * @param max how many at most, 1 to 1,000
 * @param waitMillis how long to wait for the first, 0 to 2,000
 */
public record Read(String topic, long after, int max, int waitMillis) {}
