package magpie.kit.rpc;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.ServiceException;
import magpie.kit.expiry.Expiry;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;

/** Two servers of one store; the first few changes that reach either are held before their transaction. */
final class HeldLights implements Light, AutoCloseable {
    private static final Schema SCHEMA = Schema.of(HeldLights.class, "light-1.sql");

    final Queue<Expiry> arrived = new ConcurrentLinkedQueue<>();
    final Queue<Boolean> othersWereOver = new ConcurrentLinkedQueue<>();
    final CountDownLatch go = new CountDownLatch(1);
    private final int hold;
    private final CountDownLatch refused;
    private final AtomicInteger calls = new AtomicInteger();
    private final RpcSecret secret = RpcSecret.random();
    private final SqliteDatabase store;
    private final RpcServer one;
    private final RpcServer two;

    HeldLights(Path folder, int hold) {
        this.hold = hold;
        this.refused = new CountDownLatch(hold);
        this.store = SqliteDatabase.open(folder.resolve("light.db"), SCHEMA);
        this.one = RpcServer.start("127.0.0.1", 0, Map.of(Light.class, this), secret);
        this.two = RpcServer.start("127.0.0.1", 0, Map.of(Light.class, this), secret);
    }

    RpcClient client(RpcConfig config, InstantSource clock) {
        List<String> addresses = List.of("127.0.0.1:" + one.port(), "127.0.0.1:" + two.port());
        RpcClient client = RpcClient.connect("test", addresses, secret, config, List.of(Light.class), clock);
        client.warm(Loopback.PATIENCE);
        return client;
    }

    @Override
    public Lit turn(Lit request) {
        return held(() -> store.write(sql -> sql.update("UPDATE light SET lit = ?", request.on())));
    }

    @Override
    public Lit toggle(Lit request) {
        return held(() -> store.write(sql -> sql.update("UPDATE light SET lit = 1 - lit")));
    }

    private Lit held(Runnable change) {
        othersWereOver.add(arrived.stream().allMatch(Expiry::isOver));
        arrived.add(Expiry.current());
        if (calls.incrementAndGet() > hold) {
            change.run();
            return new Lit(isOn());
        }
        await(go);
        try {
            change.run();
        } catch (ServiceException e) {
            refused.countDown();
            throw e;
        }
        throw new IllegalStateException("it was made");
    }

    boolean isOn() {
        return store.read(sql -> sql.number("SELECT lit FROM light", 0)) == 1;
    }

    /** Releases what was held, which the store then refuses. */
    boolean refusesWhatWasHeld() {
        go.countDown();
        return await(refused);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        go.countDown();
        one.close();
        two.close();
        store.close();
    }
}
