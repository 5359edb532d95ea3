package org.longtail.pipelines;

import java.nio.file.Path;

/**
 * One thing that is wrong with a pipeline file.
 *
 * @param line line of the file, from 1; 0 where the fault has no place in the file
 * @param step name of the step; empty where the fault belongs to none
 * @param message what is wrong
 * @param fix what to do about it; empty where the message says it
 */
public record Fault(int line, String step, String message, String fix) {

  /** The fault in one line, such as {@code file.yaml:12: step 'Train': unknown field 'epoch'}. */
  public String in(Path file) {
    StringBuilder text = new StringBuilder(file.toString());
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ");
    if (!step.isEmpty()) {
      text.append("step '").append(step).append("': ");
    }
    text.append(message);
    if (!fix.isEmpty()) {
      text.append("; ").append(fix);
    }
    return text.toString();
  }
}
