package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.store.Sha256;

/** Which code a class is said to come from. */
class CodeDigestTest {

  private final Path jar;

  CodeDigestTest(@TempDir Path folder) {
    this.jar = folder.resolve("steps.jar");
  }

  @Test
  void itIsTheDigestOfTheJar() throws IOException, ClassNotFoundException {
    assertThat(digestInJarWith(Map.of())).isEqualTo(Sha256.of(jar));
  }

  @Test
  void aJarThatIsMadeOfManySaysWhatItWas() throws IOException, ClassNotFoundException {
    byte[] said = "0123\n".getBytes(StandardCharsets.UTF_8);

    assertThat(digestInJarWith(Map.of("META-INF/longtail/code.sha256", said))).isEqualTo("0123");
  }

  @Test
  void classesThatAreInNoJarAreUnpackaged() {
    assertThat(CodeDigest.of(CodeDigestTest.class)).isEqualTo("unpackaged");
  }

  /** The digest of a class, loaded from a jar that has other entries too. */
  private String digestInJarWith(Map<String, byte[]> others)
      throws IOException, ClassNotFoundException {
    Map<String, byte[]> entries = new TreeMap<>(others);
    String file = CodeDigestTest.class.getName().replace('.', '/') + ".class";
    try (InputStream own = CodeDigestTest.class.getClassLoader().getResourceAsStream(file)) {
      entries.put(file, Objects.requireNonNull(own).readAllBytes());
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      return CodeDigest.of(loader.loadClass(CodeDigestTest.class.getName()));
    }
  }
}
