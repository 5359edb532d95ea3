package org.longtail.runners;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.model.jobmanagement.v1.ArtifactApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.ArtifactFilePayload;
import org.apache.beam.model.pipeline.v1.RunnerApi.ArtifactInformation;
import org.apache.beam.model.pipeline.v1.RunnerApi.StandardArtifacts;
import org.apache.beam.runners.fnexecution.artifact.ArtifactRetrievalService;
import org.apache.beam.sdk.util.construction.BeamUrns;
import org.apache.beam.sdk.util.construction.Environments;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.Status;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * Beam's artifact retrieval, for the files that the server's expansions stage and for no others:
 * Beam's own opens every file that a request names.
 *
 * <p>What is staged is settled when the server starts. It is not read from the answers to
 * expansions, which repeat whatever environments a request came with.
 */
final class StagedArtifactService extends ArtifactRetrievalService {

  private static final String FILE = BeamUrns.getUrn(StandardArtifacts.Types.FILE);
  private static final String DEFERRED = BeamUrns.getUrn(StandardArtifacts.Types.DEFERRED);

  private final List<String> files;
  private @Nullable List<ArtifactInformation> artifacts;

  /**
   * A service.
   *
   * @param files what expansions stage, as Beam's option {@code filesToStage} has it
   */
  StagedArtifactService(List<String> files) {
    this.files = List.copyOf(files);
  }

  /** What a client came with, such as its own environment's files, is given back as it is. */
  @Override
  public void resolveArtifacts(
      ArtifactApi.ResolveArtifactsRequest request,
      StreamObserver<ArtifactApi.ResolveArtifactsResponse> answers) {
    answers.onNext(
        ArtifactApi.ResolveArtifactsResponse.newBuilder()
            .addAllReplacements(
                request.getArtifactsList().stream()
                    .flatMap(
                        artifact ->
                            artifact.getTypeUrn().equals(DEFERRED)
                                ? artifacts().stream()
                                : Stream.of(artifact))
                    .toList())
            .build());
    answers.onCompleted();
  }

  @Override
  public void getArtifact(
      ArtifactApi.GetArtifactRequest request,
      StreamObserver<ArtifactApi.GetArtifactResponse> answers) {
    ArtifactInformation artifact = request.getArtifact();
    if (!artifact.getTypeUrn().equals(FILE) || staged().contains(path(artifact))) {
      super.getArtifact(request, answers);
      return;
    }
    answers.onError(
        Status.PERMISSION_DENIED
            .withDescription(
                String.format(
                    Locale.ROOT,
                    "file %s: no expansion of this service stages it under this name; ask for what ResolveArtifacts gives for an expansion's environment",
                    path(artifact)))
            .asException());
  }

  private Set<String> staged() {
    return artifacts().stream().map(StagedArtifactService::path).collect(Collectors.toSet());
  }

  /** Made when they are first asked for: every file is digested, and folders become files. */
  private synchronized List<ArtifactInformation> artifacts() {
    List<ArtifactInformation> made = artifacts;
    if (made == null) {
      made = Environments.getArtifacts(files);
      artifacts = made;
    }
    return made;
  }

  private static String path(ArtifactInformation file) {
    try {
      return ArtifactFilePayload.parseFrom(file.getTypePayload()).getPath();
    } catch (InvalidProtocolBufferException e) {
      throw Status.INVALID_ARGUMENT
          .withDescription("artifact of type file: its payload is no ArtifactFilePayload")
          .withCause(e)
          .asRuntimeException();
    }
  }
}
