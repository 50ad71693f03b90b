package magpie.tests.hostile;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Access tokens that must be refused. */
final class ForgedTokens {
    private ForgedTokens() {}

    /** Invalid values of the Authorization header, derived from a valid one. */
    static List<String> like(String good) throws GeneralSecurityException {
        String[] part = good.split("\\.", -1);
        String header = new String(Base64.getUrlDecoder().decode(part[0]), StandardCharsets.UTF_8);
        PrivateKey other =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        List<String> tokens = new ArrayList<>(List.of(
                "noise",
                "a.b.c",
                "..",
                "." + part[1] + "." + part[2],
                part[0] + "." + part[1] + ".",
                part[0] + "." + part[1],
                good + "." + part[2],
                good.substring(0, good.length() - 4),
                good + "AAAA",
                good + good,
                "x".repeat(5_000),
                encode("{\"alg\":\"none\"}") + "." + part[1] + ".",
                encode("{\"alg\":\"none\"}") + "." + part[1] + "." + part[2],
                encode(header.replace("{", "{\"crit\":[\"b64\"],\"b64\":false,")) + "." + part[1] + "." + part[2],
                encode("[".repeat(1_000)) + "." + part[1] + "." + part[2],
                encode("{\"alg\":\"HS256\"}") + "." + part[1] + "." + part[2],
                signed(header, part[1], other),
                signed("{\"alg\":\"EdDSA\",\"kid\":\"../../etc/passwd\"}", part[1], other),
                signed("{\"alg\":\"EdDSA\"}", part[1], other),
                part[0] + "." + encode("{\"sub\":\"1\",\"sid\":1,\"exp\":99999999999}") + "." + part[2]));
        tokens.replaceAll(token -> "Bearer " + token);
        tokens.addAll(List.of("Bearer", "Basic YW5uOmFubg==", "Bearer  \u00e9", "Bearer " + good + " " + good, good));
        return tokens;
    }

    private static String signed(String header, String claims, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        String signed = encode(header) + "." + claims;
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
