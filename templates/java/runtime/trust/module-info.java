/** Reads the certificates that the image trusts from its PEM bundle. */
module image.trust {
  exports image.trust to
      java.base;

  provides java.security.Provider with
      image.trust.PemProvider;
}
