package magpie.app.node;

import java.util.Map;
import java.util.TreeMap;
import magpie.api.Empty;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.api.log.Ends;
import magpie.api.log.Read;
import magpie.api.log.Topics;

/** All topics that the roles of this process produce, as one. */
record OwnTopics(Map<String, Topics> topics) implements Topics {
    @Override
    public Batch read(Read request) {
        Topics owner = topics.get(request.topic());
        if (owner == null) {
            throw ServiceException.notFound("topic");
        }
        return owner.read(request);
    }

    @Override
    public Ends ends(Empty request) {
        Map<String, Long> ends = new TreeMap<>();
        topics.values().stream()
                .distinct()
                .forEach(owner -> ends.putAll(owner.ends(request).offsets()));
        return new Ends(ends);
    }
}
