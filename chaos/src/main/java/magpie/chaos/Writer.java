package magpie.chaos;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import magpie.chaos.Deed.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who does one thing after the other with accounts of their own. An attempt that was refused or not answered
 * leaves it open whether its deed is done, so the same deed is tried again until it is acknowledged. Even then an earlier
 * attempt may still be on its way, in a queue of a process that is paused, and be done once more, later. A deed twice is
 * a deed once; but a late one would undo its opposite, done meanwhile. So the writer leaves that pair, or that post and
 * person, alone for the rest of the run: what the network was told of it last is then certain. Others never touch it, for
 * the accounts are the writer's own. (A key of a publication is used for one post alone, and a deletion is for ever.)
 */
public final class Writer {
    private static final int TRIES = 20;
    private static final int FIRST_PAUSE_MILLIS = 25;
    private static final int LONGEST_PAUSE_MILLIS = 800;

    private final int number;
    private final int accounts;
    private final int everybody;
    private final Ledger ledger;
    private final Observer observer;
    private final Random random;
    private final Set<String> leftAlone = new HashSet<>();
    private int posts;
    private @Nullable Deed open;
    private int attempts;

    /**
     * A writer.
     *
     * @param number counts the writers; number times accounts is the first person that is this one's
     * @param everybody how many people there are
     */
    public Writer(int number, int accounts, int everybody, Ledger ledger, Observer observer, long seed) {
        this.number = number;
        this.accounts = accounts;
        this.everybody = everybody;
        this.ledger = ledger;
        this.observer = observer;
        this.random = new Random(seed + number);
    }

    /**
     * Works as long as it goes on; fails at an answer that is not proper. The last deed may stay open.
     *
     * @param people asked anew for each attempt, since their tokens change
     * @param pace waits for the next deed's turn
     */
    public void work(Supplier<List<Person>> people, BooleanSupplier goesOn, Runnable pace) {
        while (goesOn.getAsBoolean()) {
            if (open == null) {
                pace.run();
                open = next();
                attempts = 0;
            }
            if (attempt(open, people.get())) {
                settle(open);
            } else if (goesOn.getAsBoolean()) {
                pauseBefore(attempts);
            }
        }
    }

    /** Gets the deed that stayed open acknowledged, which a network without faults must do soon. */
    public void finish(Supplier<List<Person>> people, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        work(people, () -> open != null && System.nanoTime() < end, () -> {});
        if (open != null) {
            throw new Violation(
                    Violation.Kind.NOT_HEALED,
                    open + " was not acknowledged within " + limit.toSeconds() + " s after the last fault");
        }
    }

    private boolean attempt(Deed deed, List<Person> people) {
        attempts++;
        long start = System.nanoTime();
        Answer answer;
        try {
            answer = deed.send(people);
        } catch (NoAnswerException e) {
            observer.attempted(deed.kind().operation, start, Outcome.UNANSWERED, e.reason());
            return false;
        }
        boolean refused = Outcome.isRefusal(answer);
        if (!refused) {
            ledger.note(deed, answer, attempts > 1);
        }
        observer.attempted(
                deed.kind().operation,
                start,
                refused ? Outcome.REFUSED : Outcome.SUCCEEDED,
                refused ? answer.reason() : "");
        if (!refused && deed.kind() == Kind.PUBLISH) {
            published(deed, answer, people);
        }
        return !refused;
    }

    private void settle(Deed done) {
        if (attempts > 1) {
            leftAlone.add(done.subject());
        }
        open = null;
    }

    /** A publication that was tried several times is one post; another is looked for in its author's own feed. */
    private void published(Deed deed, Answer answer, List<Person> people) {
        try {
            if (attempts > 1) {
                Answer again = deed.send(people);
                if (!Outcome.isRefusal(again) && !again.expect(201).text("/id").equals(answer.text("/id"))) {
                    throw new Violation(
                            Violation.Kind.DUPLICATE,
                            deed + " is " + answer.text("/id") + " and, repeated, " + again.text("/id"));
                }
            } else if (random.nextInt(4) == 0) {
                lookFor(answer.json(), people.get(deed.who()));
            }
        } catch (NoAnswerException e) {
            // what was to be found out stays unknown; the audit at the end sees it
        }
    }

    private void lookFor(JsonNode post, Person author) {
        long start = System.nanoTime();
        FeedPage page = FeedPage.read(author, 100, "");
        observer.attempted(Operation.READ_FEED, start, page.outcome(), page.why());
        if (page.isWhole() && page.reaches(post.at("/createdAt").asString())) {
            String id = post.at("/id").asString();
            observer.readOwnPost(
                    page.entries().stream().anyMatch(entry -> entry.post().equals(id)));
        }
    }

    private void pauseBefore(int attempt) {
        int most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        LockSupport.parkNanos((most / 2 + random.nextInt(most / 2 + 1)) * 1_000_000L);
    }

    /** A deed about something that is not left alone; in doubt a publication, which is always new. */
    private Deed next() {
        for (int i = 0; i < TRIES; i++) {
            Deed deed = some(random.nextInt(100));
            if (!leftAlone.contains(deed.subject())) {
                return deed;
            }
        }
        return publication();
    }

    private Deed some(int what) {
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
        return ledger.someMark(random, kind, mark -> isOwn(mark.who()))
                .map(mark -> new Deed(kind, mark.who(), 0, mark.post()))
                .orElseGet(() -> onPost(kind));
    }

    private Deed deletion() {
        String post = ledger.somePost(random, candidate -> isOwn(candidate.author()));
        return post.isEmpty()
                ? publication()
                : new Deed(Kind.DELETE, ledger.author(post).orElseThrow(), 0, post);
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
