package magpie.gateway.http.admission;

import java.util.concurrent.atomic.AtomicInteger;
import magpie.gateway.limit.Shares;

/** Places for transfers, which last as long as the other side likes: a fixed number, two per address. */
public final class Transfers {
    private static final int OWN = 2;

    private final int most;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Shares shares = new Shares(OWN);

    Transfers(int most) {
        this.most = most;
    }

    /** Takes a place; false if there is none. */
    public boolean begin(String address) {
        if (underWay.incrementAndGet() <= most && shares.take(address, 1)) {
            return true;
        }
        underWay.decrementAndGet();
        return false;
    }

    public void end(String address) {
        underWay.decrementAndGet();
        shares.giveBack(address, 1);
    }
}
