package magpie.kit.log;

/**
 * An event as a consumer sees it.
 *
 * @param topic the topic it is in
 * @param offset its place there
 * @param key what it is ordered by, a user's id
 * @param at when it was written, in milliseconds since 1970
 * @param body its record, one of the topic's sealed interface
 */
public record Event(String topic, long offset, long key, long at, Object body) {}
