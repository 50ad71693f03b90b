package magpie.chaos.load;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import magpie.chaos.audit.FeedPage;
import magpie.chaos.audit.FeedPage.Entry;
import magpie.chaos.audit.Operation;
import magpie.chaos.audit.Violation;
import magpie.client.Person;
import magpie.client.UnexpectedAnswerException;

/** Reads feeds, some pages of one and then another's, and looks for what must never be there. */
public final class Reader {
    private static final int PAGES = 3;
    private static final int LIMIT = 20;

    private final Observer observer;
    private final Consumer<Violation> violations;
    private final Random random;

    /**
     * A reader.
     *
     * @param violations told of what must never be there
     */
    public Reader(Observer observer, Consumer<Violation> violations, long seed) {
        this.observer = observer;
        this.violations = violations;
        this.random = new Random(seed);
    }

    /** Reads until told to stop. */
    public void work(Supplier<List<Person>> people, BooleanSupplier goesOn, Runnable pace) {
        while (goesOn.getAsBoolean()) {
            pace.run();
            List<Person> all = people.get();
            try {
                session(all.get(random.nextInt(all.size())), pace);
            } catch (Violation violation) {
                violations.accept(violation);
            } catch (UnexpectedAnswerException wrong) {
                violations.accept(Violation.of(wrong));
            }
        }
    }

    /** Reads some pages. A repeated entry is always wrong, and so is one newer than those before it. */
    private void session(Person reader, Runnable pace) {
        Set<Entry> seen = new HashSet<>();
        Entry last = null;
        String cursor = "";
        for (int i = 0; i < PAGES; i++) {
            long start = System.nanoTime();
            FeedPage page = FeedPage.read(reader, LIMIT, cursor);
            observer.attempted(Operation.READ_FEED, start, page.outcome(), page.why());
            for (Entry entry : page.entries()) {
                demand(seen.add(entry), Violation.Kind.DUPLICATE, reader, "has twice", entry);
                demand(
                        last == null || !entry.at().isAfter(last.at()),
                        Violation.Kind.WRONG_FEED,
                        reader,
                        "has below an older one",
                        entry);
                last = entry;
            }
            cursor = page.next();
            if (cursor.isEmpty()) {
                return;
            }
            pace.run();
        }
    }

    private static void demand(boolean met, Violation.Kind kind, Person reader, String what, Entry entry) {
        if (!met) {
            throw new Violation(
                    kind,
                    "while it was read, the feed of " + reader.username() + " " + what + " " + entry.name() + " of "
                            + entry.at());
        }
    }
}
