package org.longtail.schemas.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.longtail.schemas.runs.RunEvent;

/**
 * A line of an event log in a bucket. It says who wrote it as which of his events: a writer who
 * cannot know whether an event came through adds it again, and readers pass over the second one.
 *
 * @param writer of the event; empty if the line was not written to a bucket
 * @param number how many events this writer had added, with this one
 * @param event what happened
 */
record EventLine(String writer, long number, RunEvent event) {

  private static final String WRITER = "writer";
  private static final String NUMBER = "number";

  /**
   * The line of a log.
   *
   * @param place of the log, for a person
   */
  static EventLine read(String line, String place) {
    JsonNode fields = Json.read(line, ObjectNode.class, place);
    return new EventLine(
        fields.path(WRITER).asText(""),
        fields.path(NUMBER).asLong(),
        Json.read(line, RunEvent.class, place));
  }

  /** The line with its end. */
  String text() {
    return Json.line(event, Map.of(WRITER, writer, NUMBER, number));
  }
}
