package magpie.kit.config;

import java.util.List;

/** The configuration has mistakes; all of them are here. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    /** One sentence a mistake, each naming its key. */
    public ConfigException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** The mistakes. */
    public List<String> mistakes() {
        return mistakes;
    }
}
