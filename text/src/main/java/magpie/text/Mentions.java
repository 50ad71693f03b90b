package magpie.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of mentions: a user name after an at sign that is not part of another word. */
final class Mentions {
    /** Scripts without spaces between words: a neighbouring letter need not be part of the word. */
    private static final String SPACELESS =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsBopomofo}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}"
                    + "\\p{IsMyanmar}\\x{30fc}";

    private static final String EMOJI_MARKS = "\\x{fe00}-\\x{fe0f}\\x{20e3}";
    private static final String WORD = "[\\p{L}\\p{M}\\p{N}&&[^" + SPACELESS + EMOJI_MARKS + "]]";

    /** Reposts put RT before the name, as often without a space as with one. */
    private static final String PASSED_ON = "(?<=(?:^|[^A-Za-z0-9_+~.@-])[Rr][Tt][@＠])";

    private static final Pattern MENTION = Pattern.compile("[@＠](?:(?<![" + WORD + "_!@＠#＃$%&*+=][@＠])|" + PASSED_ON
            + ")([A-Za-z0-9_]{1,30}+)(?![" + WORD + "_@＠]|://)");

    private Mentions() {}

    /** The names in a text outside of addresses, in lower case, each once, in order, up to a maximum. */
    static List<String> find(String text, int most) {
        if (text.indexOf('@') < 0 && text.indexOf('＠') < 0) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        Matcher mention = MENTION.matcher(text);
        while (names.size() < most && mention.find()) {
            names.add(mention.group(1).toLowerCase(Locale.ROOT));
        }
        return List.copyOf(names);
    }

    /** Where in a text each of these names is mentioned. */
    static List<TextLink> links(String text, Collection<String> names) {
        List<TextLink> links = new ArrayList<>();
        Matcher mention = MENTION.matcher(text);
        while (!names.isEmpty() && mention.find()) {
            String name = mention.group(1).toLowerCase(Locale.ROOT);
            if (names.contains(name)) {
                links.add(new TextLink(TextLink.Kind.MENTION, mention.start(), mention.end(), name));
            }
        }
        return links;
    }
}
