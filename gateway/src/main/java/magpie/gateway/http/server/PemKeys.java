package magpie.gateway.http.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import magpie.kit.StartException;

/** Reads a certificate chain and its private key from PEM files. */
public final class PemKeys {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final char[] NO_PASSWORD = {};
    private static final byte[] SAMPLE = {1, 2, 3};

    private PemKeys() {}

    /** Loads the chain and the key into a key store in memory. */
    public static KeyStore load(Path chain, Path key) {
        try {
            Certificate[] certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(chain)))
                    .toArray(Certificate[]::new);
            PrivateKey secret = privateKey(key);
            refuseStrangers(certificates, secret);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("magpie", secret, NO_PASSWORD, certificates);
            return store;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StartException(
                    "The TLS certificate " + chain + " and key " + key + " cannot be used together. "
                            + "Give a PEM chain and its PEM key.",
                    e);
        }
    }

    /** Checks that the key belongs to the first certificate: signs with one, verifies with the other. */
    private static void refuseStrangers(Certificate[] chain, PrivateKey key) throws GeneralSecurityException {
        if (chain.length == 0) {
            throw new GeneralSecurityException("no certificate");
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                });
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(chain[0].getPublicKey());
        signature.update(SAMPLE);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key is another one's");
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new StartException("The TLS key " + file + " is no unencrypted PKCS #8 key. "
                    + "Convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEWKEY");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // not of this algorithm: the next one may read it
            }
        }
        throw new StartException("The TLS key " + file + " is of no known kind. Use an RSA, EC or Ed25519 key.");
    }
}
