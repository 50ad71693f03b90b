package magpie.gateway.http.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import magpie.gateway.limit.Shares;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;

/** Refuses a connection whose address has its share already; the share shrinks when many connections are open. */
final class ConnectionShares implements SelectorManager.AcceptListener {
    private final Shares shares;
    private final Map<SelectableChannel, String> open = new ConcurrentHashMap<>();

    ConnectionShares(int share, int all) {
        this.shares = new Shares(share, all);
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        String address = address(channel);
        if (shares.take(address, 1)) {
            open.put(channel, address);
        } else {
            IO.close(channel);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        onClosed(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        String address = open.remove(channel);
        if (address != null) {
            shares.giveBack(address, 1);
        }
    }

    private static String address(SelectableChannel channel) {
        try {
            return ((SocketChannel) channel).getRemoteAddress() instanceof InetSocketAddress remote
                    ? remote.getAddress().getHostAddress()
                    : "";
        } catch (IOException e) {
            return ""; // already gone, and about to be closed
        }
    }
}
