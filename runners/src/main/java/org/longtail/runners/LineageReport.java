package org.longtail.runners;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.longtail.pipelines.lineage.Lineage;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.StepNames;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;

/**
 * The lineage of an artifact, with the names that a run gives the steps.
 *
 * @param found what was asked for
 * @param lineage all behind it
 */
record LineageReport(ArtifactReference.Found found, Lineage lineage) {

  /** The name of a step in the run; of several with one key, the first. */
  String name(StepKey key) {
    return found.run().map(StoredRun::finished).orElse(List.of()).stream()
        .filter(event -> event.key().equals(key.digest()))
        .map(RunEvent.Finished::step)
        .findFirst()
        .orElse(key.type());
  }

  /** The names of the run's steps, to tell parts from steps; none without a run. */
  StepNames names() {
    return found.run().map(StoredRun::stepNames).orElse(new StepNames(List.of()));
  }

  /** The report for a program that reads it. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", lineage.root().digest());
    found.output().ifPresent(output -> json.put("output", output));
    found.run().ifPresent(run -> json.put("run", run.name()));
    if (!found.others().isEmpty()) {
      json.put("also_made_by", found.others().stream().map(Manifest::key).toList());
    }
    List<Map<String, Object>> steps = new ArrayList<>();
    lineage.steps().forEach((key, step) -> steps.add(json(key, step)));
    json.put("steps", steps);
    return json;
  }

  private Map<String, Object> json(StepKey key, Lineage.Step step) {
    Manifest manifest = step.manifest();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name(key));
    json.put("type", manifest.type());
    json.put("version", manifest.version());
    json.put("key", manifest.key());
    json.put("code", manifest.code());
    json.put("config", manifest.config());
    json.put("inputs", step.inputs().stream().map(LineageReport::json).toList());
    json.put("outputs", manifest.outputs());
    json.put("seconds", manifest.seconds());
    json.put("environment", manifest.environment());
    return json;
  }

  private static Map<String, Object> json(Lineage.Input input) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", input.name());
    json.put("sha256", input.sha256());
    input.producer().ifPresent(key -> json.put("from", key.digest()));
    if (!input.others().isEmpty()) {
      json.put("also_made_by", input.others().stream().map(StepKey::digest).toList());
    }
    return json;
  }
}
