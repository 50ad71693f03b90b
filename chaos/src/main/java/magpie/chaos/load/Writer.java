package magpie.chaos.load;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import magpie.chaos.audit.Action;
import magpie.chaos.audit.Action.Kind;
import magpie.chaos.audit.FeedPage;
import magpie.chaos.audit.Ledger;
import magpie.chaos.audit.Operation;
import magpie.chaos.audit.Outcome;
import magpie.chaos.audit.Violation;
import magpie.client.Answer;
import magpie.client.NoAnswerException;
import magpie.client.Person;
import magpie.client.UnexpectedAnswerException;
import magpie.kit.Waits;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Does one action after another with its own accounts. An attempt that was refused or not answered leaves open whether
 * its action is done, so the same action is retried until it is acknowledged. Even then an earlier attempt may still be
 * in the queue of a paused process, and be done again later: if the network allows that, it undoes what was
 * acknowledged meanwhile. So after a slow action the writer does its opposite at once, which gives a late attempt
 * something to undo, and then leaves that pair, post and person, or profile alone for the rest of the run, so that
 * nothing hides it. Nobody else touches it, because the accounts are the writer's own. (A publication's key is used for
 * one post only, and a deletion is final.)
 */
public final class Writer {
    private static final int TRIES = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

    /** After this long, another process may have answered than the one asked first. */
    private static final Duration LONG = Duration.ofSeconds(1);

    /** When everything is slow, one pair must not take all the tries. */
    private static final int MOST_TURNS = 2;

    private final int number;
    private final int accounts;
    private final int everybody;
    private final int strangers;
    private final Ledger ledger;
    private final Observer observer;
    private final Random random;
    private final Set<String> leftAlone = new HashSet<>();
    private int posts;
    private int profiles;
    private @Nullable Action open;
    private @Nullable Action turn;
    private int turns;
    private int attempts;
    private long began;

    /**
     * Prepares a writer.
     *
     * @param number the writer's index; number times accounts is its first person
     * @param everybody the number of people who write
     * @param strangers the number of further people, who get blocked and muted; if 0, nobody does
     */
    public Writer(int number, int accounts, int everybody, int strangers, Ledger ledger, Observer observer, long seed) {
        this.number = number;
        this.accounts = accounts;
        this.everybody = everybody;
        this.strangers = strangers;
        this.ledger = ledger;
        this.observer = observer;
        this.random = new Random(seed + number);
    }

    /**
     * Works until told to stop; throws on a malformed answer. The last action may stay open.
     *
     * @param people asked anew for each attempt, because their tokens change
     * @param pace waits for the next action's turn
     */
    public void work(Supplier<List<Person>> people, BooleanSupplier goesOn, Runnable pace) {
        try {
            goOn(people, goesOn, pace);
        } catch (UnexpectedAnswerException wrong) {
            throw Violation.of(wrong);
        }
    }

    private void goOn(Supplier<List<Person>> people, BooleanSupplier goesOn, Runnable pace) {
        while (goesOn.getAsBoolean()) {
            if (open == null) {
                open = begin(pace);
            }
            if (attempt(open, people.get())) {
                settle(open);
            } else if (goesOn.getAsBoolean()) {
                Waits.backOff(attempts + 1, FIRST_PAUSE, LONGEST_PAUSE);
            }
        }
    }

    /** Gets the open action acknowledged, which a network without faults must do soon. */
    public void finish(Supplier<List<Person>> people, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        work(people, () -> open != null && System.nanoTime() < end, () -> {});
        if (open != null) {
            throw new Violation(
                    Violation.Kind.NOT_HEALED,
                    open + " was not acknowledged within " + limit.toSeconds() + " s after the last fault");
        }
    }

    /** The opposite of the last action, at once, if that was slow; otherwise a new one, when its turn comes. */
    private Action begin(Runnable pace) {
        Action action = turn;
        if (action == null) {
            pace.run();
            action = next();
            turns = 0;
        }
        turn = null;
        attempts = 0;
        began = System.nanoTime();
        return action;
    }

    private boolean attempt(Action action, List<Person> people) {
        attempts++;
        ledger.asks(action);
        long start = System.nanoTime();
        Answer answer;
        try {
            answer = action.send(people);
        } catch (NoAnswerException e) {
            observer.attempted(action.kind().operation, start, Outcome.UNANSWERED, e.reason());
            return false;
        }
        boolean refused = Outcome.isRefusal(answer);
        if (!refused) {
            ledger.note(action, answer, attempts > 1);
        }
        observer.attempted(
                action.kind().operation,
                start,
                refused ? Outcome.REFUSED : Outcome.SUCCEEDED,
                refused ? answer.reason() : "");
        if (!refused && action.kind() == Kind.PUBLISH) {
            published(action, answer, people);
        }
        return !refused;
    }

    private void settle(Action done) {
        if (attempts > 1 || System.nanoTime() - began > LONG.toNanos()) {
            leftAlone.add(done.subject());
            turn = turns < MOST_TURNS ? opposite(done) : null;
            turns++;
        }
        open = null;
    }

    private @Nullable Action opposite(Action done) {
        return done.kind() == Kind.PROFILE
                ? profile(done.who())
                : done.opposite().orElse(null);
    }

    /** A retried publication must be one post; any other is looked for in its author's own feed. */
    private void published(Action action, Answer answer, List<Person> people) {
        try {
            if (attempts > 1) {
                Answer again = action.send(people);
                if (!Outcome.isRefusal(again) && !again.expect(201).text("/id").equals(answer.text("/id"))) {
                    throw new Violation(
                            Violation.Kind.DUPLICATE,
                            action + " is " + answer.text("/id") + " and, repeated, " + again.text("/id"));
                }
            } else if (random.nextInt(4) == 0) {
                lookFor(answer.json(), people.get(action.who()));
            }
        } catch (NoAnswerException e) {
            // The question stays open; the audit at the end answers it.
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

    /** An action about something that is not left alone; if there is none, a publication, which is always new. */
    private Action next() {
        for (int i = 0; i < TRIES; i++) {
            Action action = some(random.nextInt(100));
            if (!leftAlone.contains(action.subject())) {
                return action;
            }
        }
        return publication();
    }

    private Action some(int what) {
        if (what < 30) {
            return publication();
        } else if (what < 40) {
            return onPost(Kind.LIKE);
        } else if (what < 45) {
            return undone(Kind.UNLIKE);
        } else if (what < 51) {
            return onPost(Kind.REPOST);
        } else if (what < 55) {
            return undone(Kind.UNREPOST);
        } else if (what < 62) {
            return deletion();
        } else if (what < 78) {
            return relation(what < 71 ? Kind.FOLLOW : Kind.UNFOLLOW);
        } else if (what < 88) {
            return relationToStranger(what < 84 ? Kind.BLOCK : Kind.UNBLOCK);
        } else if (what < 95) {
            return relationToStranger(what < 92 ? Kind.MUTE : Kind.UNMUTE);
        } else {
            return profile(someOwn());
        }
    }

    private Action publication() {
        posts++;
        return new Action(Kind.PUBLISH, someOwn(), 0, "writer " + number + ", post " + posts);
    }

    private Action onPost(Kind kind) {
        String post = ledger.somePost(random, any -> true);
        return post.isEmpty() ? publication() : new Action(kind, someOwn(), 0, post);
    }

    /** Undoes something done, if one can be found quickly; otherwise asks for a no-op. */
    private Action undone(Kind kind) {
        return ledger.someMark(random, kind, mark -> isOwn(mark.who()))
                .map(mark -> new Action(kind, mark.who(), 0, mark.post()))
                .orElseGet(() -> onPost(kind));
    }

    private Action deletion() {
        String post = ledger.somePost(random, candidate -> isOwn(candidate.author()));
        return post.isEmpty()
                ? publication()
                : new Action(Kind.DELETE, ledger.author(post).orElseThrow(), 0, post);
    }

    private Action relation(Kind kind) {
        int who = someOwn();
        return new Action(kind, who, (who + 1 + random.nextInt(everybody - 1)) % everybody, "");
    }

    /** Those who write and read are not blocked: everybody must be able to see their posts. */
    private Action relationToStranger(Kind kind) {
        return strangers == 0 ? publication() : new Action(kind, someOwn(), everybody + random.nextInt(strangers), "");
    }

    private Action profile(int who) {
        profiles++;
        return new Action(Kind.PROFILE, who, 0, "writer " + number + ", profile " + profiles);
    }

    private int someOwn() {
        return number * accounts + random.nextInt(accounts);
    }

    private boolean isOwn(int person) {
        return person / accounts == number;
    }
}
