package magpie.gateway;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;

/** Access tokens as the user service would sign them. */
final class SignedTokens {
    private SignedTokens() {}

    static OctetKeyPair newKey(String id) {
        try {
            return new OctetKeyPairGenerator(Curve.Ed25519).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String of(OctetKeyPair key, long userId, long sessionId, Instant expires) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                            .keyID(key.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .subject(Long.toString(userId))
                            .claim("sid", Long.toString(sessionId))
                            .claim("csrf", "csrf-of-" + sessionId)
                            .expirationTime(Date.from(expires))
                            .build());
            token.sign(new Ed25519Signer(key));
            return token.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
