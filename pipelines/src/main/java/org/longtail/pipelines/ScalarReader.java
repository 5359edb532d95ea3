package org.longtail.pipelines;

import java.math.BigDecimal;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema.TypeName;

/** A scalar as a value of a Beam type. Quotes do not matter: templates often need them. */
final class ScalarReader {

  private ScalarReader() {}

  /** The value, or nothing if the scalar does not fit the type without loss. */
  static Optional<Object> read(TypeName type, YamlValue.Scalar scalar) {
    return switch (type) {
      case STRING -> Optional.of(scalar.text());
      case BOOLEAN -> truth(scalar);
      case DOUBLE -> number(scalar).map(number -> number);
      case FLOAT -> number(scalar).map(Double::floatValue);
      case DECIMAL -> decimal(scalar).map(exact -> exact);
      case BYTE -> whole(scalar, BigDecimal::byteValueExact);
      case INT16 -> whole(scalar, BigDecimal::shortValueExact);
      case INT32 -> whole(scalar, BigDecimal::intValueExact);
      case INT64 -> whole(scalar, BigDecimal::longValueExact);
      default -> Optional.empty();
    };
  }

  private interface Exact {
    Object of(BigDecimal number);
  }

  private static Optional<Object> whole(YamlValue.Scalar scalar, Exact conversion) {
    try {
      return decimal(scalar).map(conversion::of);
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<Double> number(YamlValue.Scalar scalar) {
    // YAML's infinities are numbers, but no decimals.
    return scalar.value() instanceof Double number
        ? Optional.of(number)
        : decimal(scalar).map(BigDecimal::doubleValue);
  }

  private static Optional<BigDecimal> decimal(YamlValue.Scalar scalar) {
    try {
      return scalar.value() instanceof Boolean
          ? Optional.empty()
          : Optional.of(new BigDecimal(String.valueOf(scalar.value()).strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> truth(YamlValue.Scalar scalar) {
    if (scalar.value() instanceof Boolean truth) {
      return Optional.of(truth);
    }
    return switch (scalar.text()) {
      case "true", "True" -> Optional.of(true);
      case "false", "False" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
