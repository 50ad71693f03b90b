package magpie.gateway.limit;

import magpie.api.ServiceException;
import magpie.redis.Redis;
import redis.clients.jedis.params.SetParams;

/** Known places shared by all gateways, in Redis; while that is away, those that this process saw. */
record RedisKnownPlaces(Redis redis, KnownPlaces here) implements KnownPlaces {
    @Override
    public boolean knows(String place) {
        if (here.knows(place)) {
            return true;
        }
        try {
            return redis.call(client -> client.exists(key(place)));
        } catch (ServiceException e) {
            return passing(e);
        }
    }

    @Override
    public void remember(String place) {
        here.remember(place);
        try {
            redis.call(
                    client -> client.set(key(place), "1", SetParams.setParams().px(KEPT.toMillis())));
        } catch (ServiceException e) {
            passing(e);
        }
    }

    private static String key(String place) {
        return "place:" + place;
    }

    private static boolean passing(ServiceException e) {
        if (!e.isPassing()) {
            throw e;
        }
        return false;
    }
}
