package org.longtail.pipelines;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The allowed filters that the template engine has in Java's default locale, as Python has them in
 * any: a file must give the same pipeline everywhere.
 */
final class RootLocaleFilters {

  private RootLocaleFilters() {}

  static void register(Jinjava jinjava) {
    jinjava.registerFilter(new OfText("lower", text -> text.toLowerCase(Locale.ROOT)));
    jinjava.registerFilter(new OfText("upper", text -> text.toUpperCase(Locale.ROOT)));
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
}
