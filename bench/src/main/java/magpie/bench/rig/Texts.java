package magpie.bench.rig;

import java.util.SplittableRandom;

/** The texts of posts: 8 to 30 everyday words (about 100 characters), a tag in every fifth; unique within a run. */
final class Texts {
    private static final String[] WORDS =
            ("the morning train was late again so we walked along the river and talked about"
                            + " bread music and maps my neighbour plants tomatoes on the roof every spring somebody left a"
                            + " letter in the library book today I learned that magpies know themselves in a mirror rain is"
                            + " coming the match ended with a penalty our compiler found the bug before breakfast coffee first")
                    .split(" ", -1);
    private static final String[] TAGS = {"#java", "#birds", "#music", "#rain", "#cooking", "#maps"};

    private Texts() {}

    static String of(SplittableRandom dice, long number) {
        StringBuilder text = new StringBuilder();
        int words = 8 + dice.nextInt(23);
        for (int i = 0; i < words; i++) {
            text.append(WORDS[dice.nextInt(WORDS.length)]).append(' ');
        }
        if (dice.nextInt(5) == 0) {
            text.append(TAGS[dice.nextInt(TAGS.length)]).append(' ');
        }
        return text.append(number).toString();
    }
}
