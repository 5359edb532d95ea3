package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;

/**
 * The record of a finished step: everything that went into its key, and what came out. Its presence
 * is the commit, its content the provenance.
 *
 * @param type the step's type
 * @param version the step's semantic version
 * @param key digest of the step key
 * @param config the complete configuration
 * @param inputs sha256 of each input by name
 * @param outputs the files, by output and then by name
 * @param seconds wall time of the computation
 * @param code digest of the jar that computed it, or {@code unpackaged}
 * @param environment what it was computed on, by name; empty in manifests that were written before
 *     this was noted
 */
@JsonPropertyOrder({
  "type",
  "version",
  "key",
  "config",
  "inputs",
  "outputs",
  "seconds",
  "code",
  "environment"
})
public record Manifest(
    String type,
    String version,
    String key,
    Map<String, Object> config,
    Map<String, String> inputs,
    List<Output> outputs,
    double seconds,
    String code,
    Map<String, String> environment) {

  private static final Pattern FILE_NAME =
      Pattern.compile("[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]*");

  /**
   * One file that the step wrote.
   *
   * @param output the step's output that the file belongs to
   * @param kind what the file holds, an {@link ArtifactKind#id()}
   * @param file name within the step's folder
   * @param sha256 digest of the content
   * @param bytes size of the content
   * @param summary metrics handed on with the artifact
   */
  public record Output(
      String output,
      String kind,
      String file,
      String sha256,
      long bytes,
      Map<String, Double> summary) {
    public Output {
      summary = new TreeMap<>(summary);
      if (!isFileName(file) || bytes < 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "output file '%s' of %d bytes: must be a plain file name, and at least 0 bytes",
                file,
                bytes));
      }
    }
  }

  public Manifest {
    config = new TreeMap<>(config);
    inputs = new TreeMap<>(inputs);
    outputs =
        outputs.stream()
            .sorted(Comparator.comparing(Output::output).thenComparing(Output::file))
            .toList();
    environment = environment == null ? Map.of() : new TreeMap<>(environment);
  }

  /**
   * The manifest that a store holds.
   *
   * @param content the bytes of the file
   * @param key of the step that it should be of
   * @param place of the file, for a person
   * @throws DamagedStepException if it is not the manifest of this step
   */
  static Manifest read(byte[] content, StepKey key, Object place) {
    try {
      Manifest manifest = Json.read(new String(content, UTF_8), Manifest.class, place);
      if (!manifest.type().equals(key.type()) || !manifest.key().equals(key.digest())) {
        throw new DamagedStepException(
            key,
            String.format(
                Locale.ROOT,
                "%s is damaged: it is the manifest of %s/%s",
                place,
                manifest.type(),
                manifest.key()));
      }
      return manifest;
    } catch (DamagedStepException e) {
      throw e;
    } catch (StoreException e) {
      throw new DamagedStepException(key, String.valueOf(e.getMessage()));
    }
  }

  /** Whether a name stays within its folder, and is none of the store's own. */
  static boolean isFileName(String name) {
    return FILE_NAME.matcher(name).matches() && !name.startsWith(LocalStore.MANIFEST);
  }

  /** Key of the step that this manifest commits. */
  public StepKey stepKey() {
    return new StepKey(type, key);
  }

  /** The artifact row of one output, for the given variant. */
  public Artifact artifact(Output output, String variant) {
    return new Artifact(
        variant,
        ArtifactKind.of(output.kind()),
        stepKey().folder() + "/" + output.file(),
        output.sha256(),
        output.bytes(),
        key,
        output.summary());
  }
}
