package io.triggergateway.evidence;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Reads the certificate that a sender signs with: the first of an answer. It has to be valid now, made out to the name
 * that the document asks for, and each of those that follow has to have signed the one before. That the answer came from
 * the sender's own host is what TLS has shown.
 */
final class Certificates {
    private static final int MOST = 10;
    private static final int DNS_NAME = 2;

    private Certificates() {}

    /** One certificate in PEM, or none when it must not be trusted. */
    static List<byte[]> read(byte[] answer, @Nullable String subject, Instant now) {
        try {
            var chain = chain(answer);
            if (chain.isEmpty() || chain.size() > MOST || !isTrusted(chain, subject, now)) {
                return List.of();
            }
            return List.of(pem(chain.getFirst()));
        } catch (GeneralSecurityException unusable) {
            return List.of();
        }
    }

    static boolean isReadable(byte[] answer) {
        try {
            return !chain(answer).isEmpty();
        } catch (GeneralSecurityException unreadable) {
            return false;
        }
    }

    private static List<X509Certificate> chain(byte[] answer) throws GeneralSecurityException {
        var found = new ArrayList<X509Certificate>();
        for (var certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(answer))) {
            if (certificate instanceof X509Certificate x509) {
                found.add(x509);
            }
        }
        return found;
    }

    private static boolean isTrusted(List<X509Certificate> chain, @Nullable String subject, Instant now)
            throws GeneralSecurityException {
        var before = chain.getFirst();
        before.checkValidity(Date.from(now));
        for (var issuer : chain.subList(1, chain.size())) {
            issuer.checkValidity(Date.from(now));
            before.verify(issuer.getPublicKey());
            before = issuer;
        }
        return subject == null || isMadeOutTo(chain.getFirst(), subject.toLowerCase(Locale.ROOT));
    }

    private static boolean isMadeOutTo(X509Certificate certificate, String name) throws CertificateParsingException {
        var names = certificate.getSubjectAlternativeNames();
        if (names == null) {
            return commonName(certificate).equals(name);
        }
        return names.stream()
                .filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.get(0)))
                .anyMatch(entry ->
                        String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT).equals(name));
    }

    private static String commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()).toLowerCase(Locale.ROOT))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException unreadable) {
            return "";
        }
    }

    private static byte[] pem(X509Certificate certificate) throws GeneralSecurityException {
        var text = "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()));
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
