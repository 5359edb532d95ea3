package org.longtail.runners;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.beam.model.expansion.v1.ExpansionApi;
import org.apache.beam.model.expansion.v1.ExpansionApi.DiscoverSchemaTransformResponse;
import org.apache.beam.model.pipeline.v1.ExternalTransforms.ExpansionMethods;
import org.apache.beam.model.pipeline.v1.ExternalTransforms.SchemaTransformPayload;
import org.apache.beam.model.pipeline.v1.RunnerApi.FunctionSpec;
import org.apache.beam.sdk.expansion.service.ExpansionService;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.construction.BeamUrns;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.stub.StreamObserver;
import org.longtail.pipelines.StepCatalog;
import org.longtail.pipelines.reference.StepReference;

/**
 * Beam's expansion service, for the step types on the class path alone. Beam's would also expand
 * its own transforms, of which some compile and run what source code a request brings along.
 */
final class StepExpansionService extends ExpansionService {

  private static final String SCHEMA_TRANSFORM =
      BeamUrns.getUrn(ExpansionMethods.Enum.SCHEMA_TRANSFORM);

  private final Set<String> steps;

  StepExpansionService(PipelineOptions options, String address) {
    super(options, address);
    this.steps =
        StepReference.all(StepCatalog.load()).stream()
            .map(StepReference::identifier)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void expand(
      ExpansionApi.ExpansionRequest request,
      StreamObserver<ExpansionApi.ExpansionResponse> answers) {
    String identifier = identifier(request.getTransform().getSpec());
    if (steps.contains(identifier)) {
      super.expand(request, answers);
      return;
    }
    answers.onNext(
        ExpansionApi.ExpansionResponse.newBuilder()
            .setError(
                String.format(
                    Locale.ROOT,
                    "transform '%s': this service expands Longtail's steps alone; take Beam's own transforms from Beam's launcher",
                    identifier))
            .build());
    answers.onCompleted();
  }

  private static String identifier(FunctionSpec spec) {
    if (!spec.getUrn().equals(SCHEMA_TRANSFORM)) {
      return spec.getUrn();
    }
    try {
      return SchemaTransformPayload.parseFrom(spec.getPayload()).getIdentifier();
    } catch (InvalidProtocolBufferException e) {
      return spec.getUrn();
    }
  }

  @Override
  public void discoverSchemaTransform(
      ExpansionApi.DiscoverSchemaTransformRequest request,
      StreamObserver<DiscoverSchemaTransformResponse> answers) {
    super.discoverSchemaTransform(request, new Changed<>(answers, this::withSteps));
  }

  private DiscoverSchemaTransformResponse withSteps(DiscoverSchemaTransformResponse all) {
    DiscoverSchemaTransformResponse.Builder some = all.toBuilder();
    Collection<String> found = all.getSchemaTransformConfigsMap().keySet();
    found.stream()
        .filter(identifier -> !steps.contains(identifier))
        .forEach(some::removeSchemaTransformConfigs);
    return some.build();
  }

  private record Changed<T>(StreamObserver<T> answers, UnaryOperator<T> change)
      implements StreamObserver<T> {

    @Override
    public void onNext(T answer) {
      answers.onNext(change.apply(answer));
    }

    @Override
    public void onError(Throwable thrown) {
      answers.onError(thrown);
    }

    @Override
    public void onCompleted() {
      answers.onCompleted();
    }
  }
}
