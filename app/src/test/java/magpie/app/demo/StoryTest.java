package magpie.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import magpie.text.PostText;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Phrases PHRASES = Phrases.load();

    private final Cast cast = Cast.of(150, PHRASES, new Random(7));
    private final Story story = Story.of(900, cast, PHRASES, new Random(8));

    private List<Story.Line> lines() {
        return story.rounds().stream().flatMap(round -> round.lines().stream()).toList();
    }

    @Test
    void theSameSeedTellsTheSame() {
        assertThat(Cast.of(150, PHRASES, new Random(7))).isEqualTo(cast);
        assertThat(Story.of(900, cast, PHRASES, new Random(8))).isEqualTo(story);
    }

    @Test
    void everyNameIsOneThatCanBeRegistered() {
        assertThat(cast.people()).extracting(Person::username).doesNotHaveDuplicates();
        assertThat(cast.people())
                .allSatisfy(person -> assertThat(person.username()).matches("[a-z0-9_]{1,30}"));
        assertThat(cast.people())
                .allSatisfy(person ->
                        assertThat(person.displayName() + person.bio()).doesNotContain("{", "="));
    }

    @Test
    void someAreFollowedByManyAndMostByFew() {
        List<Integer> sizes = cast.followers().stream().map(List::size).sorted().toList();
        assertThat(sizes.getLast()).isGreaterThan(60);
        assertThat(sizes.get(75)).isLessThan(25);
        assertThat(cast.follows()).doesNotHaveDuplicates();
        assertThat(cast.follows()).noneMatch(follow -> follow.follower() == follow.followee());
    }

    @Test
    void whatARoundNeedsWasThereBeforeIt() {
        int before = 0;
        for (Story.Round round : story.rounds()) {
            int made = before;
            assertThat(round.lines()).allMatch(line -> line.replyTo() < made);
            assertThat(round.reactions()).allMatch(reaction -> reaction.post() < made && reaction.post() >= 0);
            before += round.lines().size();
        }
    }

    @Test
    void everyTextCanBePublishedAndSaysWhoItMentions() {
        assertThat(lines()).allSatisfy(line -> {
            assertThat(PostText.length(line.text())).isBetween(1, PostText.MAX_GRAPHEMES);
            assertThat(line.text()).doesNotContain("{");
            if (line.mentioned() != Story.NONE) {
                assertThat(PostText.mentions(line.text()))
                        .containsExactly(cast.people().get(line.mentioned()).username());
            }
        });
    }

    @Test
    void thereAreThreadsRepliesTagsMentionsAndReposts() {
        List<Story.Line> lines = lines();
        List<Story.Reaction> reactions = new ArrayList<>();
        story.rounds().forEach(round -> reactions.addAll(round.reactions()));
        assertThat(lines).filteredOn(line -> line.mentioned() != Story.NONE).hasSizeGreaterThan(30);
        assertThat(lines)
                .filteredOn(line -> !PostText.tags(line.text()).isEmpty())
                .hasSizeGreaterThan(100);
        assertThat(lines)
                .filteredOn(line -> line.replyTo() != Story.NONE
                        && lines.get(line.replyTo()).author() == line.author())
                .as("threads")
                .hasSizeGreaterThan(20);
        assertThat(reactions).filteredOn(Story.Reaction::repost).hasSizeGreaterThan(100);
        assertThat(new HashSet<>(cast.people().stream().map(Person::language).toList()))
                .hasSize(10);
    }
}
