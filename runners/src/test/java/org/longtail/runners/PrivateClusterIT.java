package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that the account that started it has for itself. */
class PrivateClusterIT {

  @TempDir static Path folder = Path.of("");

  private static TestCluster cluster = TestCluster.in(Path.of(""));

  @BeforeAll
  static void startTheCluster() {
    cluster = TestCluster.in(folder.resolve("cluster"));
    cluster.start(1, "--private");
  }

  @AfterAll
  static void stopTheCluster() {
    cluster.stop();
  }

  @Test
  void aRunThatNamesItsFolderIsDone() throws IOException {
    CommandLineRun done = run("named", cluster.folder().toString());

    assertThat(done.exitCode()).as(done.err()).isZero();
  }

  @Test
  void aRunThatWasLeftToItCanBeWatched() throws IOException {
    CommandLineRun left = run("left", cluster.folder().toString(), "--detach");
    assertThat(left.exitCode()).as(left.err()).isZero();

    CommandLineRun watched =
        CommandLineRun.of("watch", "left", "--store", new NumberPipeline(folder).store());

    assertThat(watched.exitCode()).as(watched.err()).isZero();
  }

  @Test
  void aRunThatHasNoKeyIsToldHowToComeByIt() throws IOException {
    CommandLineRun refused = run("keyless", cluster.master());

    assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(refused.err())
        .contains("give its address with --flink-master, of a private one its folder");
  }

  @Test
  void everyPortOfItEncryptsAndEndsATalkWithoutTheKey() throws Exception {
    SSLContext keyless = keyless();

    assertThat(sockets())
        .hasSizeGreaterThan(2)
        .allSatisfy(
            address -> {
              try (SSLSocket socket =
                  (SSLSocket)
                      keyless.getSocketFactory().createSocket("127.0.0.1", address.getPort())) {
                socket.startHandshake();
                assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SSLException.class);
              }
            });
  }

  /** Only root may take another account; the usual umask lets others read what is no secret. */
  @Test
  @EnabledIf("mayBeAnotherAccount")
  void anotherAccountWritesNothingAndReadsAStoreButNoKey() throws Exception {
    CommandLineRun done = run("shared", cluster.folder().toString());
    assertThat(done.exitCode()).as(done.err()).isZero();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    String store = new NumberPipeline(folder).store();

    assertThat(asAnother("find", folder.toString(), "!", "-type", "l", "-writable")).isEmpty();
    assertThat(asAnother("find", store, "-type", "f", "!", "-readable")).isEmpty();
    assertThat(asAnother("find", store, "-name", "run.json")).isNotEmpty();
    String own = cluster.folder().toString();
    assertThat(asAnother("find", own, "-name", "keys")).isNotEmpty();
    assertThat(asAnother("find", own, "-name", "keys.p12")).isEmpty();
  }

  static boolean mayBeAnotherAccount() throws IOException, InterruptedException {
    return System.getProperty("user.name").equals("root")
        && Files.isExecutable(Path.of("/usr/bin/setpriv"))
        && output("sh", "-c", "umask").equals("0022");
  }

  private static String asAnother(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534"));
    words.add("--clear-groups");
    words.addAll(List.of(command));
    return output(words.toArray(String[]::new));
  }

  /** What a command prints; what it may not look into is told elsewhere. */
  private static String output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed.strip();
  }

  /** Trusts the cluster, and has nothing to show. */
  private static SSLContext keyless() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file =
        Files.newInputStream(cluster.folder().resolve("keys").resolve("keys.p12"))) {
      keys.load(file, "longtail".toCharArray());
    }
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted.getTrustManagers(), null);
    return context;
  }

  private static List<InetSocketAddress> sockets() {
    return cluster.processes().stream()
        .flatMap(process -> ListeningSockets.of(process).stream())
        .toList();
  }

  private static CommandLineRun run(String name, String master, String... more) throws IOException {
    NumberPipeline pipeline = new NumberPipeline(folder);
    return TestCluster.runOn(
        master, Path.of(pipeline.file()), name, Path.of(pipeline.store()), more);
  }
}
