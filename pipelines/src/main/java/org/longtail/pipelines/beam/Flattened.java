package org.longtail.pipelines.beam;

import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.values.PCollectionRowTuple;

/** Beam YAML's {@code Flatten}: the places that one input names are flattened already. */
final class Flattened extends SchemaTransform {

  @Override
  public PCollectionRowTuple expand(PCollectionRowTuple input) {
    return PCollectionRowTuple.of(BeamTransform.OUTPUT, input.get(BeamTransform.INPUT));
  }
}
