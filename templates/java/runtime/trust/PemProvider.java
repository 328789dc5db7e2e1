package image.trust;

import java.security.Provider;

/** Lets `javax.net.ssl.trustStoreType=PEM` in java.options name a file of certificates in PEM. */
public final class PemProvider extends Provider {
  private static final long serialVersionUID = 1;

  /** Java calls this when it first looks for a trust store. */
  public PemProvider() {
    super("ImageTrust", "1", "Certificates in PEM");
    put("KeyStore.PEM", PemKeyStore.class.getName());
  }
}
