package magpie.chaos;

import java.net.http.HttpClient;
import java.time.Duration;

/** Where the public API of a running Magpie is. */
public interface Network {
    /** The public API's root. */
    String url();

    /** What to speak to it with. */
    HttpClient http();

    /** How long a request may take until it counts as not answered. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** An answer that somebody in this network was given. */
    default Answer answered(Answer answer) {
        return answer;
    }
}
