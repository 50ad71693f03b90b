package magpie.tests;

import java.net.http.HttpClient;

/** Where the public API of a running Magpie is. */
interface Network {
    /** The public API's root. */
    String url();

    /** What to speak to it with. */
    HttpClient http();

    /** An answer that somebody in this network was given. */
    default Answer answered(Answer answer) {
        return answer;
    }
}
