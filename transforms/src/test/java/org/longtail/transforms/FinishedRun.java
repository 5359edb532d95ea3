package org.longtail.transforms;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.runners.direct.*;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.*;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.transforms.step.LongtailOptions;

public record FinishedRun(Path store, Map<String, RunEvent.Finished> steps) {

  static PipelineOptions o(int i) {
    if (i % 2 == 0) {
      FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
      options.setRunner(FlinkRunner.class);
      options.setFlinkMaster("[local]");
      options.setParallelism(1);
      return options;
    }
    DirectOptions d = PipelineOptionsFactory.create().as(DirectOptions.class);
    d.setRunner(DirectRunner.class);
    d.setTargetParallelism(1);
    d.setEnforceEncodability(false);
    d.setEnforceImmutability(false);
    return d;
  }

  static FinishedRun of(Path data, Path store, String run) {
    PipelineOptions options = o(Integer.parseInt(run));
    LongtailOptions longtail = options.as(LongtailOptions.class);
    longtail.setStore(store.toString());
    longtail.setRun(run);
    Pipeline pipeline = Pipeline.create(options);
    SmallPipeline.addTo(pipeline, data);

    pipeline.run().waitUntilFinish();

    Map<String, RunEvent.Finished> steps = new TreeMap<>();
    for (RunEvent event : ArtifactStores.open(store.toString()).run(run).events(0)) {
      if (event instanceof RunEvent.Finished finished) {
        steps.put(finished.step(), finished);
      }
    }
    return new FinishedRun(store, steps);
  }
}
