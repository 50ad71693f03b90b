package magpie.chaos.audit;

import java.time.Instant;
import java.util.List;
import magpie.client.Answer;
import magpie.client.NoAnswerException;
import magpie.client.Person;
import tools.jackson.databind.JsonNode;

/**
 * A page of a feed or a timeline, or the failure to get one.
 *
 * @param why the reason given for a failure
 * @param next the cursor of the next page; empty at the end
 */
public record FeedPage(Outcome outcome, String why, List<Entry> entries, boolean partial, String next) {

    /** A post, and who reposted it if that is why it is in the feed. */
    public record Entry(String post, String by, Instant at) {
        static Entry of(JsonNode item) {
            return new Entry(
                    item.at("/post/id").asString(),
                    item.at("/repostedBy/id").asString(""),
                    Instant.parse(item.at("/at").asString()));
        }

        public String name() {
            return post + " by " + (by.isEmpty() ? "author" : by);
        }
    }

    /** A page of the home feed. */
    public static FeedPage read(Person reader, int limit, String cursor) {
        return read(reader, "/v1/feed", limit, cursor);
    }

    /** A page of a list with entries; throws on a malformed answer. */
    public static FeedPage read(Person reader, String path, int limit, String cursor) {
        Answer answer;
        try {
            answer = reader.get(path + "?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        } catch (NoAnswerException e) {
            return new FeedPage(Outcome.UNANSWERED, e.reason(), List.of(), false, "");
        }
        if (Outcome.isRefusal(answer)) {
            return new FeedPage(Outcome.REFUSED, answer.reason(), List.of(), false, "");
        }
        JsonNode json = answer.expect(200).json();
        return new FeedPage(
                Outcome.SUCCEEDED,
                "",
                answer.items(Entry::of),
                json.path("partial").asBoolean(false),
                json.path("nextCursor").asString(""));
    }

    public boolean isWhole() {
        return outcome == Outcome.SUCCEEDED && !partial;
    }

    /** Whether it goes back far enough to include a given time. */
    public boolean reaches(String time) {
        return next.isEmpty() || entries.isEmpty() || !entries.getLast().at().isAfter(Instant.parse(time));
    }
}
