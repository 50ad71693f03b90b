package magpie.tests;

import java.util.List;
import java.util.Random;
import java.util.Set;
import magpie.tests.Deed.Kind;
import org.jspecify.annotations.Nullable;

/** Somebody who does one thing after the other with accounts of their own, until no answer comes. */
final class Writer {
    private final int number;
    private final int accounts;
    private final int everybody;
    private final Ledger ledger;
    private final Runnable acknowledged;
    private final Random random;
    private int posts;
    private @Nullable Deed open;

    /**
     * A writer.
     *
     * @param number counts the writers; number times accounts is the first person that is this one's
     * @param everybody how many people there are
     * @param acknowledged called after each deed that was noted
     */
    Writer(int number, int accounts, int everybody, Ledger ledger, Runnable acknowledged, long seed) {
        this.number = number;
        this.accounts = accounts;
        this.everybody = everybody;
        this.ledger = ledger;
        this.acknowledged = acknowledged;
        this.random = new Random(seed + number);
    }

    /** Works until the other side is gone; fails at an answer that is not proper. */
    void work(List<Person> people) {
        while (true) {
            Deed deed = next();
            open = deed;
            Answer answer;
            try {
                answer = deed.send(people);
            } catch (IllegalStateException e) {
                return; // no answer: whether it was done is not known
            }
            ledger.note(deed, answer);
            open = null;
            acknowledged.run();
        }
    }

    /** Finds out about the deed whose answer did not come. */
    void close(List<Person> people) {
        if (open != null) {
            ledger.close(open, people);
            open = null;
        }
    }

    private Deed next() {
        int what = random.nextInt(100);
        if (what < 40) {
            return publication();
        } else if (what < 53) {
            return onPost(Kind.LIKE);
        } else if (what < 58) {
            return undone(Kind.UNLIKE);
        } else if (what < 66) {
            return onPost(Kind.REPOST);
        } else if (what < 70) {
            return undone(Kind.UNREPOST);
        } else if (what < 80) {
            return deletion();
        } else {
            return tie(what < 93 ? Kind.FOLLOW : Kind.UNFOLLOW);
        }
    }

    private Deed publication() {
        posts++;
        return new Deed(Kind.PUBLISH, someOwn(), 0, "writer " + number + ", post " + posts);
    }

    private Deed onPost(Kind kind) {
        String post = ledger.somePost(random, any -> true);
        return post.isEmpty() ? publication() : new Deed(kind, someOwn(), 0, post);
    }

    /** Takes back what was done, if that can be found quickly; otherwise asks for nothing, which must change nothing. */
    private Deed undone(Kind kind) {
        Set<Ledger.Mark> marks =
                kind == Kind.UNLIKE ? ledger.state().likes() : ledger.state().reposts();
        return marks.stream()
                .filter(mark -> isOwn(mark.who()))
                .skip(random.nextInt(5))
                .findFirst()
                .map(mark -> new Deed(kind, mark.who(), 0, mark.post()))
                .orElseGet(() -> onPost(kind));
    }

    private Deed deletion() {
        String post = ledger.somePost(random, candidate -> isOwn(candidate.author()));
        return post.isEmpty()
                ? publication()
                : new Deed(Kind.DELETE, ledger.state().posts().get(post).author(), 0, post);
    }

    private Deed tie(Kind kind) {
        int who = someOwn();
        return new Deed(kind, who, (who + 1 + random.nextInt(everybody - 1)) % everybody, "");
    }

    private int someOwn() {
        return number * accounts + random.nextInt(accounts);
    }

    private boolean isOwn(int person) {
        return person / accounts == number;
    }
}
