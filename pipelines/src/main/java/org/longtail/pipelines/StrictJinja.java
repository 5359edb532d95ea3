package org.longtail.pipelines;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.DefaultFilter;
import com.hubspot.jinjava.loader.FileLocator;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The template engine set up as Beam YAML sets up Jinja: variables without a value are faults,
 * defaults keep their type, lists are written as Python writes them.
 */
final class StrictJinja {

  private static final JinjavaConfig CONFIG =
      JinjavaConfig.newBuilder()
          .withNestedInterpretationEnabled(false)
          .withFailOnUnknownTokens(true)
          .withLegacyOverrides(
              LegacyOverrides.Builder.from(LegacyOverrides.ALL)
                  .withWhitespaceRequiredWithinTokens(false)
                  .build())
          .build();

  private StrictJinja() {}

  /** An engine that asks for a stand-in wherever a variable has no value. */
  static Jinjava engine(Function<String, Undefined> undefined) {
    Jinjava jinjava = new Jinjava(CONFIG);
    jinjava.setResourceLocator(new FileLocator());
    jinjava.registerFilter(new Default("default"));
    jinjava.registerFilter(new Default("d"));
    RootLocaleFilters.register(jinjava);
    jinjava.registerExpTest(new Defined("defined", true));
    jinjava.registerExpTest(new Defined("undefined", false));
    jinjava.getGlobalContext().setDynamicVariableResolver(undefined::apply);
    return jinjava;
  }

  private static boolean defined(@Nullable Object value) {
    return value != null && !(value instanceof Undefined);
  }

  private static final class Default extends DefaultFilter {

    private final String name;

    Default(String name) {
      this.name = name;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public @Nullable Object filter(
        @Nullable Object value, JinjavaInterpreter interpreter, Map<String, Object> arguments) {
      boolean emptyCounts = Boolean.TRUE.equals(arguments.get(TRUTHY_PARAM));
      return defined(value) && (!emptyCounts || ObjectTruthValue.evaluate(value))
          ? value
          : arguments.get(DEFAULT_VALUE_PARAM);
    }
  }

  private record Defined(String name, boolean expected) implements ExpTest {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean evaluate(
        @Nullable Object value, JinjavaInterpreter interpreter, Object... arguments) {
      return defined(value) == expected;
    }
  }
}
