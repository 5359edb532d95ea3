package org.longtail.runners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.longtail.schemas.store.StoreException;

/**
 * The content of {@code run.json}.
 *
 * @param run the run's name
 * @param status how it is
 * @param file the pipeline file, absolute
 * @param variables values given for the file's variables
 * @param variants the value of each variable, by variant
 * @param replay which run it replays and what that one had otherwise; absent if it replays none
 * @param force steps that were computed although they were in the store
 * @param master the Flink cluster that it runs on, {@code host:port} or the cluster's folder;
 *     absent if it is inside the process
 * @param store the artifact store
 * @param version of Longtail
 * @param eventsBefore how many events earlier runs of the same name have left in the run's folder;
 *     absent in the records of earlier versions
 * @param started ISO 8601 instant
 * @param ended ISO 8601 instant, absent while it runs
 * @param error why it failed, absent if it did not
 */
@JsonPropertyOrder({
  "run",
  "status",
  "file",
  "variables",
  "variants",
  "replay",
  "force",
  "master",
  "store",
  "version",
  "events_before",
  "started",
  "ended",
  "error"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunRecord(
    String run,
    RunStatus status,
    String file,
    Map<String, String> variables,
    Map<String, Map<String, String>> variants,
    @Nullable ReplayRecord replay,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> force,
    @Nullable String master,
    String store,
    String version,
    @JsonProperty("events_before") @Nullable Integer eventsBefore,
    String started,
    @Nullable String ended,
    @Nullable String error) {

  /** Name of the file in the run's folder. */
  static final String FILE = "run.json";

  /** Name of the file in the run's folder that keeps the rendered pipeline. */
  static final String PIPELINE = "pipeline.yaml";

  /** How a person is told of a run that somebody interrupted, and the reason in its record. */
  static final String INTERRUPTED = "interrupted";

  private static final ObjectReader READER =
      new ObjectMapper()
          .readerFor(RunRecord.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  RunRecord {
    variables = new TreeMap<>(variables);
    variants = new LinkedHashMap<>(variants);
    // Earlier versions did not write it.
    force = force == null ? List.of() : List.copyOf(force);
  }

  /** The record of the first run of its name, which replays none and forces no step. */
  RunRecord(
      String run,
      RunStatus status,
      String file,
      Map<String, String> variables,
      Map<String, Map<String, String>> variants,
      String store,
      String version,
      String started,
      @Nullable String ended,
      @Nullable String error) {
    this(
        run, status, file, variables, variants, null, List.of(), null, store, version, 0, started,
        ended, error);
  }

  /**
   * The record of the same run if its process ended without a word, nobody knows when.
   *
   * @param how what is known of that
   */
  RunRecord died(String how) {
    return ended(
        RunStatus.FAILED, null, how + "; run it again: finished steps are taken from the store");
  }

  /** The record of the same run when somebody has interrupted it. */
  RunRecord interrupted(String instant) {
    return ended(RunStatus.FAILED, instant, INTERRUPTED);
  }

  /** Whether the run ended because somebody interrupted it. */
  boolean wasInterrupted() {
    return status == RunStatus.FAILED && INTERRUPTED.equals(error);
  }

  /** How the run is, in a word for a person. */
  String word() {
    return wasInterrupted() ? INTERRUPTED : status.word();
  }

  /** Why the run failed, for whoever has read {@link #word}; nothing if that says it all. */
  Optional<String> reason() {
    return wasInterrupted() ? Optional.empty() : Optional.ofNullable(error);
  }

  /** The record of the same run when it has ended. */
  RunRecord ended(RunStatus how, @Nullable String instant, @Nullable String why) {
    return new RunRecord(
        run,
        how,
        file,
        variables,
        variants,
        replay,
        force,
        master,
        store,
        version,
        eventsBefore,
        started,
        instant,
        why);
  }

  /**
   * The record that a run's folder holds.
   *
   * @throws StoreException if it is damaged
   */
  static RunRecord of(String json) {
    try {
      return READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "%s is damaged: %s", FILE, e.getOriginalMessage()), e);
    }
  }

  /** The record as indented JSON. */
  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a run's record is plain JSON", e);
    }
  }
}
