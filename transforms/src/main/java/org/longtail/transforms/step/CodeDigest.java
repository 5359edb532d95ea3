package org.longtail.transforms.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.longtail.schemas.store.Sha256;

/**
 * Which build of the code computed a step: the digest of the jar that a class came from. A jar that
 * is made of many says itself what the digest was.
 */
final class CodeDigest {

  /** In a jar that is made of many: the digest of the one that the steps came in. */
  private static final String SAID = "/META-INF/longtail/code.sha256";

  private static final ConcurrentMap<Class<?>, String> KNOWN = new ConcurrentHashMap<>();

  private CodeDigest() {}

  static String of(Class<?> type) {
    return KNOWN.computeIfAbsent(type, CodeDigest::compute);
  }

  private static String compute(Class<?> type) {
    try (InputStream said = type.getResourceAsStream(SAID)) {
      return said == null
          ? ofItsJar(type)
          : new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SAID, e);
    }
  }

  private static String ofItsJar(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      return "unpackaged";
    }
    try {
      Path jar = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(jar) ? Sha256.of(jar) : "unpackaged";
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("cannot read the code at " + source.getLocation(), e);
    }
  }
}
