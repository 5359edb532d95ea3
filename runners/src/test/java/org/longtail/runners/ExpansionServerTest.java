package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.model.expansion.v1.ExpansionApi;
import org.apache.beam.model.pipeline.v1.ExternalTransforms;
import org.apache.beam.model.pipeline.v1.ExternalTransforms.SchemaTransformPayload;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.SchemaTranslation;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.construction.BeamUrns;
import org.apache.beam.sdk.util.construction.External;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.pipelines.StepCatalog;
import org.longtail.pipelines.reference.StepReference;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StepKey;

/** What a pipeline in another language finds at the expansion service. */
class ExpansionServerTest {

  private static final String SCHEMA_TRANSFORM =
      BeamUrns.getUrn(ExternalTransforms.ExpansionMethods.Enum.SCHEMA_TRANSFORM);

  private final Path folder;
  private final ExpansionClient client;

  ExpansionServerTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.client =
        new ExpansionClient(
            ExpansionServer.start(0, StorePlace.of(folder.resolve("store").toString())));
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void everyTransformIsDiscoveredWithItsInputsOutputsAndFields() {
    Map<String, ExpansionApi.SchemaTransformConfig> found = discovered();

    assertThat(found).hasSameSizeAs(StepReference.all(StepCatalog.load()));
    for (StepReference step : StepReference.all(StepCatalog.load())) {
      ExpansionApi.SchemaTransformConfig config =
          Objects.requireNonNull(found.get(step.identifier()), step.identifier());
      assertThat(config.getInputPcollectionNamesList()).hasSize(step.inputs().size());
      assertThat(config.getOutputPcollectionNamesList()).hasSize(step.outputs().size());
      assertThat(config.getDescription()).isEqualTo(step.description());
    }
  }

  @Test
  void aTransformOfBeamsThatCompilesSourceCodeIsNotExpanded() {
    String mapToFields = "beam:schematransform:org.apache.beam:yaml:map_to_fields-java:v1";

    ExpansionApi.ExpansionResponse response =
        client
            .expansions()
            .expand(
                ExpansionApi.ExpansionRequest.newBuilder()
                    .setTransform(
                        RunnerApi.PTransform.newBuilder()
                            .setSpec(
                                RunnerApi.FunctionSpec.newBuilder()
                                    .setUrn(SCHEMA_TRANSFORM)
                                    .setPayload(
                                        SchemaTransformPayload.newBuilder()
                                            .setIdentifier(mapToFields)
                                            .build()
                                            .toByteString())))
                    .build());

    assertThat(response.getError())
        .startsWith("transform '" + mapToFields + "': this service expands Longtail's steps alone");
  }

  @Test
  void aPipelineOfTwoStepsIsExpandedAndRun() throws Exception {
    Path data = Path.of("..", "pipelines", "examples", "data", "fashion-mnist-lt");
    Pipeline pipeline = Pipeline.create();

    PCollectionTuple images =
        PCollectionTuple.empty(pipeline)
            .apply(
                "Images",
                external(
                    "read_images", Map.of("path", data.toAbsolutePath().normalize().toString())));
    PCollectionTuple.of("images", images.get("train"))
        .apply(
            "Sampling",
            external("group_sampling", Map.of("stage", 1, "group", "few", "sampling", "inverse")));

    RunnerApi.Pipeline expanded = PipelineTranslation.toProto(pipeline);
    assertThat(expanded.getComponents().getTransformsMap().values())
        .extracting(RunnerApi.PTransform::getUniqueName)
        .anyMatch(name -> name.contains("ReadImages"))
        .anyMatch(name -> name.contains("GroupSampling"));

    String store = folder.resolve("store").toString();
    PortableFlink.run(expanded, store);

    assertThat(ArtifactStores.open(store).steps())
        .extracting(StepKey::type)
        .containsExactlyInAnyOrder("ReadImages", "GroupSampling");
  }

  private Map<String, ExpansionApi.SchemaTransformConfig> discovered() {
    return client
        .expansions()
        .discoverSchemaTransform(ExpansionApi.DiscoverSchemaTransformRequest.getDefaultInstance())
        .getSchemaTransformConfigsMap();
  }

  private External.MultiOutputExpandableTransform<PCollectionTuple> external(
      String step, Map<String, Object> config) throws IOException {
    String identifier = String.format(Locale.ROOT, "beam:schematransform:org.longtail:%s:v1", step);
    Schema schema =
        SchemaTranslation.schemaFromProto(
            Objects.requireNonNull(discovered().get(identifier)).getConfigSchema());
    Row row = Row.withSchema(schema).withFieldValues(config).build();
    SchemaTransformPayload payload =
        SchemaTransformPayload.newBuilder()
            .setIdentifier(identifier)
            .setConfigurationSchema(SchemaTranslation.schemaToProto(schema, true))
            .setConfigurationRow(
                ByteString.copyFrom(CoderUtils.encodeToByteArray(RowCoder.of(schema), row)))
            .build();
    return External.<PCollectionTuple, PCollectionTuple>of(
            SCHEMA_TRANSFORM, payload.toByteArray(), "127.0.0.1:" + client.port())
        .withMultiOutputs();
  }
}
