package magpie.bench.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import magpie.bench.report.Progress;
import magpie.bench.server.Account;
import magpie.bench.server.Admin;

/**
 * The accounts of a run. Those of the network come first; after them the lonely, who have no followers: their posts are
 * delivered to nobody. Tokens are made separately, and valid for a quarter of an hour: a long run renews them.
 */
public final class Population {
    private static final int LONELY = 200;
    private static final int CHUNK = 1_000;
    private static final Duration FRESH = Duration.ofMinutes(6);

    private final Admin admin;
    private final String prefix;
    private final int users;
    private final Account[] accounts;
    private volatile boolean signedIn;
    private volatile long renewed;

    /** People who do not exist yet. */
    Population(Admin admin, String prefix, int users) {
        this.admin = admin;
        this.prefix = prefix;
        this.users = users;
        this.accounts = new Account[users + LONELY];
    }

    /** The same people on a restarted server; they must sign in again. */
    Population on(Admin again) {
        return new Population(again, prefix, users);
    }

    int size() {
        return accounts.length;
    }

    /** The n-th account without followers. */
    int lonely(long n) {
        return users + (int) (n % LONELY);
    }

    Account account(int user) {
        return accounts[user];
    }

    /** Makes the accounts; nobody is signed in. */
    void make(Progress progress) throws IOException {
        provision(admin::make, progress);
    }

    /** Signs everybody in, or in again. */
    public void signIn(Progress progress) throws IOException {
        provision(admin::signIn, progress);
        renewed = System.nanoTime();
        signedIn = true;
    }

    /** Returns accounts by their names. */
    interface Source {
        List<Account> accounts(List<String> usernames) throws IOException;
    }

    private void provision(Source source, Progress progress) throws IOException {
        for (int from = 0; from < accounts.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, accounts.length);
            List<Account> chunk = source.accounts(names(from, to));
            if (chunk.size() != to - from) {
                throw new IOException("Provisioned " + chunk.size() + " accounts (expected: " + (to - from) + ").");
            }
            for (int i = from; i < to; i++) {
                accounts[i] = chunk.get(i - from);
            }
            progress.at(to);
        }
    }

    /** Renews the tokens if they expire soon; returns whether they are new. */
    boolean renew() throws IOException {
        boolean due = !signedIn || System.nanoTime() - renewed > FRESH.toNanos();
        if (due) {
            signIn(Progress.silent());
        }
        return due;
    }

    private List<String> names(int from, int to) {
        return new ArrayList<>(
                IntStream.range(from, to).mapToObj(i -> prefix + i).toList());
    }
}
