package org.longtail.schemas.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The name of one computation: what is computed, by which version, from which configuration and
 * which inputs. Two computations with one key have the same outputs, so the second need not run.
 *
 * @param type the step's type, such as {@code TrainStage}
 * @param digest sha256 of the canonical JSON (RFC 8785) of {@code {type, version, config, inputs}},
 *     64 lower-case hexadecimal digits
 */
public record StepKey(String type, String digest) {

  private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(Long.class, new WholeNumber()));

  public StepKey {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "step type '%s': letters and digits only", type));
    }
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "step key '%s': must be 64 hexadecimal digits", digest));
    }
  }

  /**
   * The key of a computation. No clock, path, host or parallelism enters it.
   *
   * @param type the step's type
   * @param version the step's semantic version, raised when its outputs change
   * @param config the complete configuration, defaults filled in
   * @param inputs sha256 of each input artifact's content by input name
   */
  public static StepKey of(
      String type, String version, Map<String, ?> config, Map<String, String> inputs) {
    Map<String, Object> identity =
        Map.of("type", type, "version", version, "config", config, "inputs", inputs);
    try {
      byte[] canonical = new JsonCanonicalizer(JSON.writeValueAsString(identity)).getEncodedUTF8();
      return new StepKey(type, Sha256.of(canonical));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "step %s: configuration %s is not JSON", type, config), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key of this type and digest, or nothing if they are none. */
  public static Optional<StepKey> named(String type, String digest) {
    return TYPE.matcher(type).matches() && DIGEST.matcher(digest).matches()
        ? Optional.of(new StepKey(type, digest))
        : Optional.empty();
  }

  /** The step's folder, relative to the store's root. */
  public String folder() {
    return "steps/" + type + "/" + digest;
  }

  @Override
  public String toString() {
    return type + "/" + digest;
  }

  /**
   * RFC 8785 rounds numbers to doubles, so that two large seeds would share a key; its appendix D
   * has whole numbers that a double cannot hold written as text.
   */
  private static final class WholeNumber extends JsonSerializer<Long> {

    private static final long EXACT = 1L << 53;

    @Override
    public void serialize(Long value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (value > -EXACT && value < EXACT) {
        json.writeNumber(value);
      } else {
        json.writeString(value.toString());
      }
    }
  }
}
