package magpie.kit.config;

import java.util.List;

/** A settings record whose values can each be right and not go together. */
public interface Checked {
    /** What only shows when its values are seen together: a sentence a mistake, which begins with its key. */
    List<String> mistakes();
}
