package image.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificates of a PEM file, read-only. A certificate that Java can't parse is passed over. */
public final class PemKeyStore extends KeyStoreSpi {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?:TRUSTED )?CERTIFICATE-----.*?-----END (?:TRUSTED )?CERTIFICATE-----",
          Pattern.DOTALL);

  private final Map<String, Certificate> certificates = new LinkedHashMap<>();

  /** Java calls this by its name. */
  public PemKeyStore() {}

  @Override
  public void engineLoad(InputStream stream, char[] password)
      throws IOException, CertificateException {
    certificates.clear();
    if (stream == null) {
      return;
    }
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    String text = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      byte[] block = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
      try {
        Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(block));
        certificates.put("certificate-" + certificates.size(), certificate);
      } catch (CertificateException e) {
        // The others still count, as they do for OpenSSL and Go.
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException("the CA bundle has no certificate in PEM");
    }
  }

  @Override
  public Certificate engineGetCertificate(String alias) {
    return certificates.get(alias);
  }

  @Override
  public String engineGetCertificateAlias(Certificate certificate) {
    Optional<String> alias =
        certificates.entrySet().stream()
            .filter(entry -> entry.getValue().equals(certificate))
            .map(Map.Entry::getKey)
            .findFirst();
    return alias.orElse(null);
  }

  @Override
  public Enumeration<String> engineAliases() {
    return Collections.enumeration(certificates.keySet());
  }

  @Override
  public boolean engineContainsAlias(String alias) {
    return certificates.containsKey(alias);
  }

  @Override
  public boolean engineIsCertificateEntry(String alias) {
    return certificates.containsKey(alias);
  }

  @Override
  public int engineSize() {
    return certificates.size();
  }

  @Override
  public boolean engineIsKeyEntry(String alias) {
    return false;
  }

  @Override
  public Key engineGetKey(String alias, char[] password) {
    return null;
  }

  @Override
  public Certificate[] engineGetCertificateChain(String alias) {
    return null;
  }

  @Override
  public Date engineGetCreationDate(String alias) {
    return certificates.containsKey(alias) ? new Date(0) : null;
  }

  @Override
  public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
    throw new UnsupportedOperationException("read-only");
  }

  @Override
  public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
    throw new UnsupportedOperationException("read-only");
  }

  @Override
  public void engineSetCertificateEntry(String alias, Certificate certificate) {
    throw new UnsupportedOperationException("read-only");
  }

  @Override
  public void engineDeleteEntry(String alias) {
    throw new UnsupportedOperationException("read-only");
  }

  @Override
  public void engineStore(OutputStream stream, char[] password) {
    throw new UnsupportedOperationException("read-only");
  }
}
