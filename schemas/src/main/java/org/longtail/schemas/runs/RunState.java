package org.longtail.schemas.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a run's record says of how it is.
 *
 * @param status {@code running}, {@code done} or {@code failed}; empty if there is no record that
 *     can be read
 * @param started when it began; empty if that cannot be read
 */
public record RunState(String status, Optional<Instant> started) {

  /** Name of the record in the run's folder. */
  public static final String FILE = "run.json";

  private static final String RUNNING = "running";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The state of a run. */
  public static RunState of(RunFolder folder) {
    JsonNode record = folder.read(FILE).map(RunState::parsed).orElseGet(JSON::createObjectNode);
    return new RunState(record.path("status").asText(""), instant(record.path("started").asText()));
  }

  /** Whether the record does not say that the run has ended. */
  public boolean mayGoOn() {
    return status.isEmpty() || status.equals(RUNNING);
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // a run of which nothing is known
    }
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
