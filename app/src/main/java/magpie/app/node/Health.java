package magpie.app.node;

import java.util.List;
import java.util.Map;
import magpie.api.ServiceException;
import magpie.kit.engines.EngineWait;
import magpie.kit.log.Subscription;
import magpie.kit.resilience.Guard;

/**
 * A node's health, for {@code /health/ready} on the admin port.
 *
 * @param ready whether it takes requests
 * @param ended background loops that died, with the reasons: the process stops
 * @param roles the roles that run here
 * @param waiting engines that the start waits for, with their addresses; once it is ready, replicas at most
 * @param peers the roles elsewhere, and whether they can be called
 * @param breakers the circuit breakers before peers: {@code closed}, {@code trying} or {@code open}
 * @param consumers the position of each consumer
 */
public record Health(
        boolean ready,
        Map<String, String> ended,
        List<String> roles,
        Map<String, String> waiting,
        Map<String, Boolean> peers,
        Map<String, String> breakers,
        List<Consumer> consumers) {

    /**
     * One consumer.
     *
     * @param position the offset up to which all is done
     * @param end the topic's newest offset; -1 while the topic cannot be reached
     * @param deadLetters the number of its dead letters
     */
    record Consumer(String name, String topic, long position, long end, int deadLetters) {}

    public static Health of(Node node) {
        return new Health(
                node.ready(),
                node.vitals().ended(),
                List.copyOf(node.running().keySet()),
                EngineWait.all(node.telemetry().registry()),
                node.peersServing(),
                Guard.states(node.telemetry().registry()),
                node.consumers().stream().map(Health::consumer).toList());
    }

    private static Consumer consumer(Subscription subscription) {
        return new Consumer(
                subscription.name(),
                subscription.topic(),
                subscription.position(),
                end(subscription),
                subscription.deadLetters().size());
    }

    private static long end(Subscription subscription) {
        try {
            return subscription.end();
        } catch (ServiceException e) {
            return -1;
        }
    }
}
