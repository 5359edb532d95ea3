package org.longtail.transforms.step;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.longtail.schemas.store.Sha256;

/** Which build of the code computed a step: the digest of the jar that a class came from. */
final class CodeDigest {

  private static final ConcurrentMap<Class<?>, String> KNOWN = new ConcurrentHashMap<>();

  private CodeDigest() {}

  static String of(Class<?> type) {
    return KNOWN.computeIfAbsent(type, CodeDigest::compute);
  }

  private static String compute(Class<?> type) {
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
