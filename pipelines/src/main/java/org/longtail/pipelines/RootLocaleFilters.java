package org.longtail.pipelines;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.filter.FormatFilter;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The filters that the template engine has in Java's default locale, as Python has them in any: a
 * file must give the same pipeline everywhere.
 */
final class RootLocaleFilters {

  /** They write or read numbers as people of some country do, and nothing tells them which. */
  private static final List<String> REFUSED = List.of("filesizeformat", "format_number");

  private RootLocaleFilters() {}

  static void register(Jinjava jinjava) {
    jinjava.registerFilter(new OfText("lower", text -> text.toLowerCase(Locale.ROOT)));
    jinjava.registerFilter(new OfText("upper", text -> text.toUpperCase(Locale.ROOT)));
    jinjava.registerFilter(new OfText("capitalize", RootLocaleFilters::capitalized));
    jinjava.registerFilter(new Format());
    REFUSED.forEach(name -> jinjava.registerFilter(new Refused(name)));
  }

  private static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    int first = lower.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + lower.substring(Character.charCount(first));
  }

  private record OfText(String name, UnaryOperator<String> change) implements Filter {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public @Nullable Object filter(
        @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
      return value instanceof String text ? change.apply(text) : value;
    }
  }

  private static final class Format extends FormatFilter {
    @Override
    public Object filter(
        @Nullable Object value,
        JinjavaInterpreter interpreter,
        Object[] arguments,
        Map<String, Object> named) {
      try {
        return String.format(Locale.ROOT, Objects.toString(value, ""), arguments);
      } catch (IllegalFormatException e) {
        // The engine's own fails in the same way, and says it in its words.
        return super.filter(value, interpreter, arguments, named);
      }
    }
  }

  private record Refused(String name) implements Filter {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public Object filter(
        @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
      throw new InterpretException(
          String.format(
              Locale.ROOT,
              "filter '%s' depends on the machine's language; use 'format' or 'round'",
              name));
    }
  }
}
