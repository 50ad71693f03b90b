package magpie.kit.config;

import java.util.List;

/** A settings record whose values may be valid one by one and still conflict. */
public interface Checked {
    /** The conflicts between its values: one sentence each, beginning with the key. */
    List<String> mistakes();
}
