package org.longtail.pipelines;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.DefaultFilter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The template engine set up as Beam YAML sets up Jinja: variables without a value are faults,
 * defaults keep their type, lists are written as Python writes them. Of what the engine can do, it
 * does only what {@link AllowedJinja} names, within limits, and reads no files.
 */
final class StrictJinja {

  /** Characters of a rendered file, with the marks of its lines. */
  static final int LONGEST_OUTPUT = 10_000_000;

  /** Characters of a text, and elements of a list or a map. */
  static final int LONGEST_VALUE = 100_000;

  private static final Map<Library, Set<String>> DISABLED = AllowedJinja.disabled();

  private StrictJinja() {}

  /** An engine that asks for a stand-in wherever a variable has no value. */
  static Jinjava engine(Function<String, Undefined> undefined) {
    Jinjava jinjava = new Jinjava(config());
    jinjava.setResourceLocator(
        (name, encoding, interpreter) -> {
          throw new TemplateRefusal("a template may not read another file", "write it out");
        });
    jinjava.registerFunction(TemplateRange.function());
    jinjava.registerFilter(new Default("default"));
    jinjava.registerFilter(new Default("d"));
    RootLocaleFilters.register(jinjava);
    jinjava.registerExpTest(new Defined("defined", true));
    jinjava.registerExpTest(new Defined("undefined", false));
    jinjava.getGlobalContext().setDynamicVariableResolver(undefined::apply);
    return jinjava;
  }

  private static JinjavaConfig config() {
    return JinjavaConfig.newBuilder()
        .withNestedInterpretationEnabled(false)
        .withFailOnUnknownTokens(true)
        .withDisabled(DISABLED)
        .withElResolver(new PlainResolver())
        .withInterperterFactory(LimitedInterpreter.factory(new TemplateBudget()))
        .withEnableFilterChainOptimization(true)
        .withMaxOutputSize(LONGEST_OUTPUT)
        .withMaxStringLength(LONGEST_VALUE)
        .withMaxListSize(LONGEST_VALUE)
        .withMaxMapSize(LONGEST_VALUE)
        .withLegacyOverrides(
            LegacyOverrides.Builder.from(LegacyOverrides.ALL)
                .withWhitespaceRequiredWithinTokens(false)
                .build())
        .build();
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
