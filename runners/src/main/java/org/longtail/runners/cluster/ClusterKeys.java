package org.longtail.runners.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.net.SSLUtils;

/**
 * The key of a private cluster, in a file that nobody but the account that started it can read.
 * Every process of the cluster, and whoever talks to it, shows this key and trusts no other.
 */
public final class ClusterKeys {

  /** Stores of this format need one; it keeps nobody out who can read the file. */
  private static final String PASSWORD = "longtail";

  private static final String FOLDER = "keys";
  private static final String FILE = "keys.p12";
  private static final String FORMAT = "PKCS12";
  private static final String DAYS_VALID = "3650";
  private static final String FOLDER_OF_OWNER = "rwx------";
  private static final String FILE_OF_OWNER = "rw-------";

  /** What processes that encrypt want of Java, whose first compiler makes slow code of it. */
  static final List<String> JAVA = List.of("-XX:TieredStopAtLevel=4");

  private final Path file;

  private ClusterKeys(Path file) {
    this.file = file;
  }

  /** The key of a cluster's folder, if its cluster is private. */
  static Optional<ClusterKeys> in(Path folder) {
    Path file = folder.resolve(FOLDER).resolve(FILE);
    return Files.exists(file) ? Optional.of(new ClusterKeys(file)) : Optional.empty();
  }

  /**
   * Makes a new key.
   *
   * @throws IOException if the file system cannot keep others from reading it, or the JDK has no
   *     keytool
   */
  static ClusterKeys create(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: others could read a key there; take a folder on a file system with permissions, or leave out --private",
              folder));
    }
    delete(folder);
    Path own = folder.resolve(FOLDER);
    Files.createDirectory(
        own,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER_OF_OWNER)));
    Path file = own.resolve(FILE);
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            "cluster",
            "-dname",
            "CN=longtail cluster",
            "-ext",
            "san=ip:127.0.0.1",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            DAYS_VALID,
            "-storetype",
            FORMAT,
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE_OF_OWNER));
    return new ClusterKeys(file);
  }

  private static void keytool(List<String> words) throws IOException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(program.toString()), words.stream()).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            String.format(Locale.ROOT, "%s made no key: %s", program, said.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Takes the key of an earlier cluster away, if there is one. */
  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FOLDER).resolve(FILE));
    Files.deleteIfExists(folder.resolve(FOLDER));
  }

  /** Where it is. */
  @Override
  public String toString() {
    return file.toString();
  }

  /** Flink's options of whoever talks to the cluster. */
  public Map<String, String> clientOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    // Flink's usual ones want another kind of key, and are of yesterday.
    options.put("security.ssl.protocol", "TLSv1.3");
    options.put("security.ssl.algorithms", "TLS_AES_128_GCM_SHA256");
    options.put("security.ssl.rest.authentication-enabled", "true");
    putStores("security.ssl.rest.", options);
    return options;
  }

  /** Flink's options of the cluster's processes. */
  Map<String, String> clusterOptions() {
    Map<String, String> options = clientOptions();
    putStores("security.ssl.internal.", options);
    return options;
  }

  private void putStores(String connections, Map<String, String> options) {
    options.put(connections + "enabled", "true");
    options.put(connections + "key-password", PASSWORD);
    for (String store : List.of("keystore", "truststore")) {
      options.put(connections + store, file.toString());
      options.put(connections + store + "-password", PASSWORD);
    }
  }

  /** Shows the key and trusts it alone. */
  SSLContext context() {
    try {
      return Objects.requireNonNull(
          SSLUtils.createRestSSLContext(Configuration.fromMap(clientOptions()), true));
    } catch (Exception e) { // declared so
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: cannot be read as a cluster's key; stop the cluster and start it again",
              file),
          e);
    }
  }
}
