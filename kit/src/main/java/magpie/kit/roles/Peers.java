package magpie.kit.roles;

import magpie.api.log.Topics;

/** The other services, in this process or another: a caller cannot tell. */
public interface Peers {
    /** The service that implements a contract. */
    <T> T of(Class<T> contract);

    /** Where a topic can be read. */
    Topics topics(String topic);
}
