package org.longtail.runners;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;

/**
 * Closes the REST port of a cluster inside this process, which nobody needs: Flink opens it all the
 * same, and takes jobs there from every account of the machine. It is told to encrypt with the key
 * of a store that has none, so that nobody can talk to it.
 */
final class ClosedRest {

  private static final String FILE = "no-key.p12";
  private static final String FORMAT = "PKCS12";
  private static final String PASSWORD = "none";

  private ClosedRest() {}

  /**
   * Flink's options.
   *
   * @param folder where the store goes
   */
  static Map<String, String> options(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try (OutputStream stream = Files.newOutputStream(file)) {
      KeyStore empty = KeyStore.getInstance(FORMAT);
      empty.load(null, null);
      empty.store(stream, PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no key stores of format " + FORMAT, e);
    }
    return Map.of(
        "security.ssl.rest.enabled",
        "true",
        "security.ssl.rest.keystore",
        file.toString(),
        "security.ssl.rest.keystore-password",
        PASSWORD,
        "security.ssl.rest.key-password",
        PASSWORD);
  }
}
