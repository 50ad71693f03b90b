package magpie.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the cast does, in rounds: a round needs only the rounds before it, so its steps can run at once. The same seed
 * tells the same story. Posts are named by their index in it, because they have no id before they are made.
 */
record Story(List<Round> rounds) {
    /** No post: the {@code replyTo} of a post that is not a reply. */
    static final int NONE = -1;

    private static final int ROUND = 30;

    /**
     * A post to be made.
     *
     * @param replyTo the post it answers, or {@link #NONE}
     * @param mentioned the index in the cast of whom the text mentions, or {@link #NONE}
     */
    record Line(int author, String text, int replyTo, int mentioned) {}

    /** A like or a repost of a post. */
    record Reaction(int actor, int post, boolean repost) {}

    /** Steps that run at once. */
    record Round(List<Line> lines, List<Reaction> reactions) {}

    static Story of(int posts, Cast cast, Phrases phrases, Random random) {
        return new Writer(cast, phrases, random).write(posts);
    }

    /** The number of steps. */
    int size() {
        return rounds.stream()
                .mapToInt(round -> round.lines().size() + round.reactions().size())
                .sum();
    }

    private static final class Writer {
        private final Cast cast;
        private final Phrases phrases;
        private final Random random;
        private final List<List<Integer>> followers;
        private final List<Line> written = new ArrayList<>();
        private final List<Strand> threads = new ArrayList<>();

        /** A growing thread: its last line, and how many it has. */
        private record Strand(int post, int told) {}

        Writer(Cast cast, Phrases phrases, Random random) {
            this.cast = cast;
            this.phrases = phrases;
            this.random = random;
            this.followers = cast.followers();
        }

        Story write(int posts) {
            List<Round> rounds = new ArrayList<>();
            while (written.size() < posts) {
                rounds.add(round());
            }
            return new Story(rounds);
        }

        private Round round() {
            int before = written.size();
            List<Strand> open = List.copyOf(threads);
            threads.clear();
            List<Line> lines = new ArrayList<>();
            open.forEach(thread -> lines.add(continued(thread, before + lines.size())));
            while (lines.size() < ROUND) {
                lines.add(line(before, before + lines.size()));
            }
            written.addAll(lines);
            return new Round(lines, reactions(before - ROUND, before));
        }

        private Line line(int before, int place) {
            int author = author();
            int dice = random.nextInt(20);
            if (dice < 7 && before > 0) {
                return reply(author, before);
            } else if (dice == 7) {
                threads.add(new Strand(place, 1));
                return new Line(
                        author,
                        text(author, phrases.all(language(author), "threads").getFirst()),
                        NONE,
                        NONE);
            } else if (dice < 10) {
                return mention(author);
            }
            return new Line(author, text(author, phrases.any(language(author), "posts", random)), NONE, NONE);
        }

        private Line continued(Strand thread, int place) {
            Line above = written.get(thread.post());
            List<String> parts = phrases.all(language(above.author()), "threads");
            if (thread.told() + 1 < parts.size()) {
                threads.add(new Strand(place, thread.told() + 1));
            }
            return new Line(above.author(), text(above.author(), parts.get(thread.told())), thread.post(), NONE);
        }

        /** Answers something recent, preferably in the author's own language. */
        private Line reply(int author, int before) {
            int post = before - 1 - random.nextInt(Math.min(before, 3 * ROUND));
            for (int tries = 0;
                    tries < 20 && !sameLanguage(author, written.get(post).author());
                    tries++) {
                post = before - 1 - random.nextInt(Math.min(before, 3 * ROUND));
            }
            return new Line(author, text(author, phrases.any(language(author), "replies", random)), post, NONE);
        }

        private Line mention(int author) {
            List<Integer> readers = followers.get(author);
            int named = readers.isEmpty() ? 0 : readers.get(random.nextInt(readers.size()));
            String phrase = phrases.any(language(author), "mentions", random)
                    .replace("{name}", cast.people().get(named).username());
            return new Line(author, text(author, phrase), NONE, named);
        }

        /** Followers like what they read, and repost some of it. */
        private List<Reaction> reactions(int from, int to) {
            List<Reaction> reactions = new ArrayList<>();
            for (int post = Math.max(0, from); post < to; post++) {
                for (int reader : followers.get(written.get(post).author())) {
                    int dice = random.nextInt(40);
                    if (dice < 6) {
                        reactions.add(new Reaction(reader, post, false));
                    } else if (dice == 6) {
                        reactions.add(new Reaction(reader, post, true));
                    }
                }
            }
            return reactions;
        }

        /** Picks an author: few write much, most write little. */
        private int author() {
            return (int) (cast.people().size() * Math.pow(random.nextDouble(), 1.7));
        }

        private boolean sameLanguage(int one, int other) {
            return language(one).equals(language(other));
        }

        private String language(int person) {
            return cast.people().get(person).language();
        }

        private String text(int author, String phrase) {
            return phrases.filled(phrase, cast.people().get(author), random);
        }
    }
}
