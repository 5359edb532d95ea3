package org.longtail.pipelines.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a step is not what it was in an earlier run, or has to run though it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reason")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reason.Forced.class, name = "forced"),
  @JsonSubTypes.Type(value = Reason.Unusable.class, name = "unusable"),
  @JsonSubTypes.Type(value = Reason.Unknown.class, name = "unknown"),
  @JsonSubTypes.Type(value = Reason.Version.class, name = "version"),
  @JsonSubTypes.Type(value = Reason.Setting.class, name = "setting"),
  @JsonSubTypes.Type(value = Reason.Content.class, name = "content"),
  @JsonSubTypes.Type(value = Reason.Waits.class, name = "waits")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Reason {

  /** The reason in words. */
  @JsonProperty("text")
  String text();

  /** The run is told to compute it. */
  record Forced() implements Reason {
    @Override
    public String text() {
      return "forced";
    }
  }

  /**
   * The store has no sound outputs any more.
   *
   * @param what the file that is damaged, or what is gone
   */
  record Unusable(String what) implements Reason {
    @Override
    public String text() {
      return what;
    }
  }

  /**
   * There is nothing to compare with.
   *
   * @param what why not
   */
  record Unknown(String what) implements Reason {
    @Override
    public String text() {
      return what;
    }
  }

  /** The step's mathematics is another one now; of another type, the type stands before it. */
  record Version(String before, String now) implements Reason {
    @Override
    public String text() {
      return String.format(Locale.ROOT, "step version %s -> %s", before, now);
    }
  }

  /**
   * A field of the configuration has another value.
   *
   * @param field its name; inside another field, the path
   * @param before the value as JSON, null if there was none
   * @param now the value as JSON, null if there is none
   */
  record Setting(String field, @Nullable JsonNode before, @Nullable JsonNode now)
      implements Reason {
    @Override
    public String text() {
      return String.format(Locale.ROOT, "%s: %s -> %s", field, text(before), text(now));
    }

    private static String text(@Nullable JsonNode value) {
      return value == null ? "none" : value.isTextual() ? value.asText() : value.toString();
    }
  }

  /**
   * An input has other content.
   *
   * @param input the input's name; of a file outside the store, the name of what is read
   * @param from the steps that it comes from; none for a file outside the store
   */
  record Content(String input, List<String> from) implements Reason {
    public Content {
      from = List.copyOf(from);
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "input %s: other content%s",
          input,
          from.isEmpty() ? "" : String.format(Locale.ROOT, ", from %s", Sources.text(from)));
    }
  }

  /**
   * Inputs are still to be made.
   *
   * @param inputs the inputs' names
   * @param from what makes them
   * @param runs whether that runs for sure
   */
  record Waits(List<String> inputs, List<String> from, boolean runs) implements Reason {
    public Waits {
      inputs = List.copyOf(inputs);
      from = List.copyOf(from);
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%s from %s, which %s",
          inputs.size() == 1
              ? String.format(Locale.ROOT, "input %s: comes", inputs.get(0))
              : String.format(Locale.ROOT, "inputs %s: come", String.join(", ", inputs)),
          Sources.text(from),
          runs && from.size() == 1 ? "runs" : runs ? "run" : "may run");
    }
  }
}
