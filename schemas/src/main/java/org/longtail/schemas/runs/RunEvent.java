package org.longtail.schemas.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's {@code events.jsonl}: what a step has to say. Each event names the step (as
 * in the pipeline file), the variant, and the time in milliseconds since 1970.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunEvent.Needed.class, name = "needed"),
  @JsonSubTypes.Type(value = RunEvent.SetAside.class, name = "set_aside"),
  @JsonSubTypes.Type(value = RunEvent.Started.class, name = "started"),
  @JsonSubTypes.Type(value = RunEvent.Resumed.class, name = "resumed"),
  @JsonSubTypes.Type(value = RunEvent.NotResumed.class, name = "not_resumed"),
  @JsonSubTypes.Type(value = RunEvent.Alive.class, name = "alive"),
  @JsonSubTypes.Type(value = RunEvent.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = RunEvent.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = RunEvent.Recomputed.class, name = "recomputed"),
  @JsonSubTypes.Type(value = RunEvent.Failed.class, name = "failed")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface RunEvent {

  /** The step's name in the pipeline file; a part of a step is named {@code step/part}. */
  String step();

  /** The experiment variant. */
  String variant();

  /**
   * Milliseconds since 1970, by the clock of the machine that tells of it. Another machine's clock
   * may be hours off: the order of the log is what counts.
   */
  long time();

  /**
   * A step is about to be looked up in the store. The run refers to it from now on: whoever clears
   * the store up leaves it there.
   *
   * @param type the step's type
   * @param key digest of the step key
   */
  record Needed(String step, String variant, long time, String type, String key)
      implements RunEvent {}

  /**
   * A finished step was found damaged and set aside, to be computed again: the step itself when it
   * was looked up, or one whose output it was about to read.
   *
   * @param type the damaged step's type
   * @param key digest of the damaged step's key
   * @param reason what is damaged; names the file
   * @param aside where the damaged files are kept
   */
  record SetAside(
      String step, String variant, long time, String type, String key, String reason, String aside)
      implements RunEvent {}

  /**
   * A step begins to compute.
   *
   * @param type the step's type
   * @param key digest of the step key
   * @param reason why it is not taken from the store
   */
  record Started(String step, String variant, long time, String type, String key, String reason)
      implements RunEvent {}

  /**
   * A step that begins goes on from where an earlier build of it was interrupted.
   *
   * @param purpose which training of the step goes on, such as {@code train}
   * @param epoch how many epochs of it are done
   */
  record Resumed(String step, String variant, long time, String purpose, int epoch)
      implements RunEvent {}

  /**
   * What an earlier build of a step kept of its progress cannot be used.
   *
   * @param reason why; names the file where one is damaged
   */
  record NotResumed(String step, String variant, long time, String reason) implements RunEvent {}

  /**
   * The process that computes a step lives; one that does not say so for minutes has died, or is
   * stopped, as on a laptop that sleeps.
   *
   * @param quietSeconds for how long the process has run since the step was begun, or reported
   *     progress
   */
  record Alive(String step, String variant, long time, double quietSeconds) implements RunEvent {}

  /**
   * A computing step is this far.
   *
   * @param phase what it does now, such as {@code epoch}
   * @param done units of the phase that are done
   * @param total units of the phase in all
   * @param images images gone through so far in this step
   * @param imagesPerSecond speed since the last report
   * @param secondsLeft estimate of what is left of this step, if the process is not stopped
   * @param loss mean loss since the last report, where there is one
   */
  record Progress(
      String step,
      String variant,
      long time,
      String phase,
      double done,
      double total,
      long images,
      double imagesPerSecond,
      double secondsLeft,
      @Nullable Double loss)
      implements RunEvent {}

  /**
   * A step's outputs are in the store.
   *
   * @param type the step's type
   * @param key digest of the step key
   * @param cached whether they were there before this run
   * @param seconds wall time that this run spent on the step
   * @param outputs sha256 of each output file by its URI
   * @param summary the step's metrics
   */
  record Finished(
      String step,
      String variant,
      long time,
      String type,
      String key,
      boolean cached,
      double seconds,
      Map<String, String> outputs,
      Map<String, Double> summary)
      implements RunEvent {
    public Finished {
      outputs = new TreeMap<>(outputs);
      summary = new TreeMap<>(summary);
    }
  }

  /**
   * A step was computed because the run forces it, though its outputs were in the store.
   *
   * @param type the step's type
   * @param key digest of the step key
   * @param differing names of the files that came out different; none if the step came out as it
   *     was, and the store is left as it is
   * @param aside where the earlier outputs are kept; empty if nothing differs
   */
  record Recomputed(
      String step,
      String variant,
      long time,
      String type,
      String key,
      List<String> differing,
      String aside)
      implements RunEvent {
    public Recomputed {
      differing = List.copyOf(differing);
    }
  }

  /**
   * A step failed; nothing of it was committed.
   *
   * @param message what went wrong, for a person
   */
  record Failed(String step, String variant, long time, String message) implements RunEvent {}
}
