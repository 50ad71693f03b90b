package magpie.gateway.limit;

import magpie.api.ServiceException;
import magpie.redis.Redis;
import redis.clients.jedis.params.SetParams;

/** Known addresses shared by all gateways, in Redis; while that is away, those that this process saw. */
record RedisKnownAddresses(Redis redis, KnownAddresses here) implements KnownAddresses {
    @Override
    public boolean knows(String address) {
        if (here.knows(address)) {
            return true;
        }
        try {
            return redis.call(client -> client.exists(key(address)));
        } catch (ServiceException e) {
            return passing(e);
        }
    }

    @Override
    public void remember(String address) {
        here.remember(address);
        try {
            redis.call(client ->
                    client.set(key(address), "1", SetParams.setParams().px(KEPT.toMillis())));
        } catch (ServiceException e) {
            passing(e);
        }
    }

    private static String key(String address) {
        return "known:" + address;
    }

    private static boolean passing(ServiceException e) {
        if (!e.isPassing()) {
            throw e;
        }
        return false;
    }
}
