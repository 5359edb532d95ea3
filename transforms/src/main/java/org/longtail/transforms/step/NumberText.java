package org.longtail.transforms.step;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers that are written as text. */
final class NumberText {

  private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=\\d)_+(?=\\d)");

  private NumberText() {}

  /**
   * The one spelling of the double that a text means: {@code 0.7} for {@code 0.70}, {@code +.7},
   * {@code 7e-1} and {@code 0.7_0}; without an exponent, with a digit after the point, and with no
   * more digits than tell it from other doubles. What is no finite number stays as it is.
   */
  static String canonical(String text) {
    double number;
    try {
      // Python and YAML let underscores stand between digits.
      number = Double.parseDouble(BETWEEN_DIGITS.matcher(text).replaceAll(""));
    } catch (NumberFormatException e) {
      return text;
    }
    if (!Double.isFinite(number)) {
      return text;
    }
    String plain = new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
