package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.model.expansion.v1.ExpansionApi;
import org.apache.beam.model.jobmanagement.v1.ArtifactApi;
import org.apache.beam.model.jobmanagement.v1.ArtifactRetrievalServiceGrpc.ArtifactRetrievalServiceBlockingStub;
import org.apache.beam.model.pipeline.v1.ExternalTransforms;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.ArtifactInformation;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.SchemaTranslation;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.construction.BeamUrns;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.ByteString;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.Status;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files the expansion service gives to whoever reaches its port. */
class StagedArtifactsTest {

  private static final String FILE = BeamUrns.getUrn(RunnerApi.StandardArtifacts.Types.FILE);
  private static final String EMBEDDED =
      BeamUrns.getUrn(RunnerApi.StandardArtifacts.Types.EMBEDDED);
  private static final String READ_IMAGES = "beam:schematransform:org.longtail:read_images:v1";

  private final Path folder;
  private final Path staged;
  private final Path secret;
  private final ExpansionClient client;

  StagedArtifactsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.staged =
        Files.writeString(Files.createDirectory(folder.resolve("lib")).resolve("a.jar"), "classes");
    this.secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    PipelineOptions options = PipelineOptionsFactory.create();
    options.as(PortablePipelineOptions.class).setFilesToStage(List.of(staged.toString()));
    this.client = new ExpansionClient(ExpansionServer.start(0, options));
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void whatAnExpansionStagesIsServed() throws IOException {
    List<ArtifactInformation> files = resolved(dependencies(expand(request())));

    assertThat(files).extracting(StagedArtifactsTest::path).containsExactly(staged.toString());
    assertThat(served(files.get(0))).isEqualTo("classes");
  }

  @Test
  void anotherFileIsRefusedByItsName() {
    assertRefused(() -> served(file(secret.toString())));
    assertThatThrownBy(() -> served(file(secret.toString())))
        .hasMessageContaining(secret.toString());
  }

  @Test
  void aWayRoundThroughAStagedFilesFolderIsRefused() {
    assertRefused(() -> served(file(folder.resolve("lib/../secret.txt").toString())));
  }

  @Test
  void aLinkBesideAStagedFileIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("lib/b.jar"), secret);

    assertRefused(() -> served(file(link.toString())));
  }

  @Test
  void aStagedFileInAnotherSpellingIsRefused() {
    assertRefused(() -> served(file("file:" + staged)));
    assertRefused(() -> served(file(folder.resolve("lib/../lib/a.jar").toString())));
  }

  @Test
  void aPatternThatStagedFilesMatchIsRefused() {
    assertRefused(() -> served(file(folder.resolve("lib/*").toString())));
  }

  @Test
  void filesThatARequestsOptionsNameAreNotStaged() throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.as(PortablePipelineOptions.class).setFilesToStage(List.of(secret.toString()));

    ExpansionApi.ExpansionResponse expanded =
        expand(
            request().toBuilder()
                .setPipelineOptions(PipelineOptionsTranslation.toProto(options))
                .build());

    assertThat(resolved(dependencies(expanded)))
        .extracting(StagedArtifactsTest::path)
        .containsExactly(staged.toString());
    assertRefused(() -> served(file(secret.toString())));
  }

  @Test
  void filesOfARequestsOwnEnvironmentComeBackAndAreNotServed() throws IOException {
    ArtifactInformation own = file(secret.toString());
    ExpansionApi.ExpansionResponse expanded =
        expand(
            request().toBuilder()
                .setComponents(
                    RunnerApi.Components.newBuilder()
                        .putEnvironments(
                            "own", RunnerApi.Environment.newBuilder().addDependencies(own).build()))
                .build());

    assertThat(dependencies(expanded)).contains(own);
    assertThat(resolved(List.of(own))).containsExactly(own);
    assertRefused(() -> served(own));
  }

  @Test
  void whatARequestEmbedsComesBack() throws IOException {
    ArtifactInformation embedded =
        ArtifactInformation.newBuilder()
            .setTypeUrn(EMBEDDED)
            .setTypePayload(
                RunnerApi.EmbeddedFilePayload.newBuilder()
                    .setData(ByteString.copyFromUtf8("own"))
                    .build()
                    .toByteString())
            .build();

    assertThat(served(embedded)).isEqualTo("own");
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refusal ->
                assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
  }

  private ExpansionApi.ExpansionRequest request() throws IOException {
    ExpansionApi.SchemaTransformConfig config =
        Objects.requireNonNull(
            client
                .expansions()
                .discoverSchemaTransform(
                    ExpansionApi.DiscoverSchemaTransformRequest.getDefaultInstance())
                .getSchemaTransformConfigsMap()
                .get(READ_IMAGES));
    Schema schema = SchemaTranslation.schemaFromProto(config.getConfigSchema());
    Row row = Row.withSchema(schema).withFieldValues(Map.of("path", folder.toString())).build();
    return ExpansionApi.ExpansionRequest.newBuilder()
        .setNamespace("test")
        .setTransform(
            RunnerApi.PTransform.newBuilder()
                .setUniqueName("Images")
                .setSpec(
                    RunnerApi.FunctionSpec.newBuilder()
                        .setUrn(
                            BeamUrns.getUrn(
                                ExternalTransforms.ExpansionMethods.Enum.SCHEMA_TRANSFORM))
                        .setPayload(
                            ExternalTransforms.SchemaTransformPayload.newBuilder()
                                .setIdentifier(READ_IMAGES)
                                .setConfigurationSchema(config.getConfigSchema())
                                .setConfigurationRow(
                                    ByteString.copyFrom(
                                        CoderUtils.encodeToByteArray(RowCoder.of(schema), row)))
                                .build()
                                .toByteString())))
        .build();
  }

  private ExpansionApi.ExpansionResponse expand(ExpansionApi.ExpansionRequest request) {
    ExpansionApi.ExpansionResponse response = client.expansions().expand(request);
    assertThat(response.getError()).isEmpty();
    return response;
  }

  private static List<ArtifactInformation> dependencies(ExpansionApi.ExpansionResponse expanded) {
    return expanded.getComponents().getEnvironmentsMap().values().stream()
        .flatMap(environment -> environment.getDependenciesList().stream())
        .toList();
  }

  private List<ArtifactInformation> resolved(List<ArtifactInformation> artifacts) {
    return retrieval()
        .resolveArtifacts(
            ArtifactApi.ResolveArtifactsRequest.newBuilder().addAllArtifacts(artifacts).build())
        .getReplacementsList();
  }

  private String served(ArtifactInformation artifact) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    retrieval()
        .getArtifact(ArtifactApi.GetArtifactRequest.newBuilder().setArtifact(artifact).build())
        .forEachRemaining(part -> bytes.writeBytes(part.getData().toByteArray()));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private ArtifactRetrievalServiceBlockingStub retrieval() {
    return client.artifacts();
  }

  private static ArtifactInformation file(String path) {
    return ArtifactInformation.newBuilder()
        .setTypeUrn(FILE)
        .setTypePayload(
            RunnerApi.ArtifactFilePayload.newBuilder().setPath(path).build().toByteString())
        .build();
  }

  private static String path(ArtifactInformation file) {
    try {
      return RunnerApi.ArtifactFilePayload.parseFrom(file.getTypePayload()).getPath();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
