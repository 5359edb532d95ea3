package org.longtail.runners;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.PipelineFile;

/**
 * What is to be run.
 *
 * @param file the pipeline
 * @param kept the pipeline as the run's folder keeps it, whole even where only a part of it runs
 * @param variables values given for the file's variables
 * @param store the artifact store
 * @param run the run's name
 * @param force names of steps that are computed although they are in the store
 * @param replay which run is replayed, if one is
 * @param flink which Flink runs it
 */
record RunOrder(
    PipelineFile file,
    String kept,
    Map<String, String> variables,
    StorePlace store,
    String run,
    List<String> force,
    @Nullable ReplayRecord replay,
    FlinkPlace flink) {

  RunOrder {
    variables = Map.copyOf(variables);
    force = List.copyOf(force);
  }
}
