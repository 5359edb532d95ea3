package org.longtail.runners;

import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.runners.flink.FlinkBatchPortablePipelineTranslator;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.fnexecution.provisioning.JobInfo;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.apache.beam.sdk.util.construction.Environments;
import org.apache.beam.sdk.util.construction.PTransformTranslation;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.util.construction.graph.GreedyPipelineFuser;
import org.apache.beam.sdk.util.construction.graph.ProtoOverrides;
import org.apache.beam.sdk.util.construction.graph.SplittableParDoExpander;
import org.apache.beam.sdk.util.construction.graph.TrivialNativeTransformExpander;
import org.longtail.transforms.step.LongtailOptions;

/**
 * Runs a portable pipeline on a Flink cluster inside this process, as Beam's job server would; its
 * transforms run in a worker of Beam's inside this process too.
 */
final class PortableFlink {

  private PortableFlink() {}

  /** Runs a pipeline to its end. */
  static void run(RunnerApi.Pipeline pipeline, String store) throws Exception {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(1);
    options.setJobName("portable");
    options.as(LongtailOptions.class).setStore(store);
    PortablePipelineOptions portable = options.as(PortablePipelineOptions.class);
    portable.setDefaultEnvironmentType(Environments.ENVIRONMENT_EMBEDDED);
    RunnerApi.Environment here = Environments.createOrGetDefaultEnvironment(portable);
    FlinkBatchPortablePipelineTranslator translator =
        FlinkBatchPortablePipelineTranslator.createTranslator();
    RunnerApi.Pipeline prepared =
        TrivialNativeTransformExpander.forKnownUrns(
            ProtoOverrides.updateTransform(
                PTransformTranslation.PAR_DO_TRANSFORM_URN,
                in(here, pipeline),
                SplittableParDoExpander.createSizedReplacement()),
            translator.knownUrns());
    JobInfo job =
        JobInfo.create("portable", "portable", "", PipelineOptionsTranslation.toProto(options));
    translator
        .translate(
            translator.createTranslationContext(job, options, null, List.of()),
            GreedyPipelineFuser.fuse(prepared).toPipeline())
        .execute("portable");
  }

  /** The pipeline with all of its transforms in one environment. */
  private static RunnerApi.Pipeline in(RunnerApi.Environment here, RunnerApi.Pipeline pipeline) {
    RunnerApi.Pipeline.Builder moved = pipeline.toBuilder();
    pipeline
        .getComponents()
        .getEnvironmentsMap()
        .forEach(
            (id, environment) ->
                moved
                    .getComponentsBuilder()
                    .putEnvironments(
                        id,
                        environment.toBuilder()
                            .setUrn(here.getUrn())
                            .setPayload(here.getPayload())
                            .clearDependencies()
                            .build()));
    return moved.build();
  }
}
