package magpie.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import magpie.api.ServiceException;
import magpie.gateway.auth.CookieName;
import magpie.gateway.auth.Credentials;
import magpie.gateway.auth.Viewer;
import magpie.gateway.http.body.BodyKind;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/** An API quite unlike the first: faults are a line of text, and the token is the user's name. */
final class SomeApi {
    static final HttpField PAGE_POLICY = new HttpField("Content-Security-Policy", "default-src 'self'");

    private SomeApi() {}

    static Api at(String prefix) {
        return new Api(
                prefix,
                SomeApi::fault,
                List.of(PAGE_POLICY),
                new Names(),
                Set.of(BodyKind.JSON, BodyKind.FORM),
                new CrossOrigin(List.of("*"), Set.of("Authorization"), Set.of("Link")));
    }

    private static Answer fault(int status, ServiceException fault) {
        return text(status, fault.code() + "!");
    }

    static Answer text(int status, String text) {
        ByteBuffer content = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return new Answer(status, "text/plain", content, List.of(), null, null);
    }

    /** The token {@code user-7} belongs to user 7. */
    private static final class Names implements Credentials {
        @Override
        public @Nullable Viewer known(String token) {
            return null;
        }

        @Override
        public @Nullable Viewer verify(String token) {
            return token.startsWith("user-")
                    ? new Viewer(Long.parseLong(token.substring(5)), 1, "", Long.MAX_VALUE)
                    : null;
        }

        @Override
        public boolean ended(Viewer viewer) {
            return viewer.userId() == 13;
        }

        /** Allows everybody but user 8, who has granted nothing. */
        @Override
        public boolean allows(Viewer viewer, String scope) {
            return viewer.userId() != 8;
        }

        @Override
        public @Nullable CookieName cookie() {
            return null;
        }
    }
}
