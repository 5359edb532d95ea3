package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipeline file may come from anyone: none reads files, or gets at the program that reads it. */
class TemplateEscapesTest {

  private static final String PIPELINE =
      """
      pipeline:
        transforms:
          - type: PlantSeeds
            config: {count: 1, species: oak}
      """;
  private static final String SECRET = "the moon is made of cheese";

  private final Path folder;

  TemplateEscapesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("secret"), SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Tags that bring other files or code.
        "{% include 'SECRET' %}",
        "{%- include \"SECRET\" -%}",
        "{% set h %}{% include 'SECRET' %}{% endset %}{{ h }}",
        "{% import 'SECRET' as s %}{{ s }}",
        "{% from 'SECRET' import a %}",
        "{% extends 'SECRET' %}",
        "{% block a %}{% endblock %}",
        "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}",
        "{% call m() %}{% endcall %}",
        "{% do [].append(1) %}",
        "{% cycle 'a', 'b' %}",
        "{% unless false %}a{% endunless %}",
        "{% print 'a' %}",
        "{% autoescape true %}{{ 1 }}{% endautoescape %}",
        "{% ifchanged x %}{% endifchanged %}",
        "{% for x in [1] %}{% break %}{% endfor %}",
        "{% for x in [1] %}{% continue %}{% endfor %}",
        "{% flush %}",
        // From a value to its class.
        "{% for class, bytes in ['a'] %}{{ class }}{% endfor %}",
        "{% for class, empty in [loop] %}{{ class }}{% endfor %}",
        "{% for x in [1] %}{% for class, length in [loop] %}{{ class }}{% endfor %}{% endfor %}",
        "{{ 'a'.class }}",
        "{{ 'a'['class'] }}",
        "{{ 'a'.bytes }}",
        "{{ ''.getClass() }}",
        "{{ ''['getClass']() }}",
        "{{ (1).class }}",
        "{{ [1].class }}",
        "{{ [1].getClass().getName() }}",
        "{{ ({'a': 1}).getClass() }}",
        "{{ {'a': 1}.keySet().iterator() }}",
        "{{ ''.__class__ }}",
        "{{ x.__class__.__mro__ }}",
        "{{ __dict__ }}",
        "{{ true.class.protectionDomain }}",
        "{{ none.class }}",
        "{% for x in [1] %}{{ loop }}{% endfor %}",
        "{% for x in [1] %}{{ loop.class }}{% endfor %}",
        "{% for x in [1] %}{{ loop.cycle('a') }}{% endfor %}",
        "{% for x in [1] %}{% set y = [loop] %}{{ y }}{% endfor %}",
        "{{ ____int3rpr3t3r____ }}",
        "{{ ____int3rpr3t3r____.config }}",
        "{{ ____int3rpr3t3r____.getContext() }}",
        "{% for context, config in [____int3rpr3t3r____] %}{{ config }}{% endfor %}",
        "{{ filter:default }}",
        "{{ filter:default.class }}",
        "{{ filter:default.filter(1, 2) }}",
        "{{ exptest:defined }}",
        "{{ exptest:defined.getName() }}",
        "{{ [exptest:defined] }}",
        // Filters, functions and tests.
        "{{ 'a' | attr('class') }}",
        "{{ ['a'] | map('attr', 'class') }}",
        "{{ ['a'] | map(attribute='class') }}",
        "{{ ['a'] | selectattr('class') }}",
        "{{ ['a'] | rejectattr('class') }}",
        "{{ ['a'] | groupby('class') }}",
        "{{ ['a'] | sort(attribute='class') }}",
        "{{ ['a'] | join(',', 'class') }}",
        "{{ ['a'] | sum('class') }}",
        "{{ 'a' | tojson }}",
        "{{ 'a' | pprint }}",
        "{{ 'a' | log }}",
        "{{ '{{ 1 }}' | render }}",
        "{{ '!!binary [x]' | fromyaml }}",
        "{{ 'a' | list }}",
        "{{ 1.5 | round(1000000000) }}",
        "{{ 'a' | center(1000000000) }}",
        "{{ '%1000000000d' | format(1) }}",
        "{{ namespace(a=1) }}",
        "{{ super() }}",
        "{{ self.a() }}",
        "{{ type('a') }}",
        "{{ today() }}",
        "{{ unixtimestamp() }}",
        "{{ caller() }}",
        "{{ 1 is divisibleby(0) }}",
        "{{ 'a' is sameas('a') }}",
        "{{ 'a' is not containing('a') }}",
      })
  void anEscapeIsRefused(String attempt) {
    String field = attempt.replace("SECRET", folder.resolve("secret").toString());

    assertRefused(() -> PipelineFiles.load(folder, "# " + field + "\n" + PIPELINE));
    assertRefused(() -> render(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for x in range(1000000000) %}a{% endfor %}",
        "{{ range(0, 1000000000, 1) }}",
        "{{ range(10, 0, 0) }}",
        "{{ range('1000000000') }}",
        "{{ range(4000000000, 4000000001) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}"
            + "{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}",
        "{% set a = 'ab' %}DOUBLED{% set a = a ~ a %}REPEATED{{ a }}",
        "{% set a = 'ab' %}DOUBLED{% set a = a + a %}REPEATED{{ a }}",
        "{% set a = [1] %}DOUBLED{% set a = a + a %}REPEATED{{ a }}",
        "{% set a = [1] %}DOUBLED{% set a = [a, a] %}REPEATED{{ a }}",
        "{% set a = {} %}DOUBLED{% set a = {'a': a, 'b': a} %}REPEATED{{ a }}",
      })
  void whatWouldNotEndOrFitIsRefused(String attempt) {
    int doubled = attempt.indexOf("DOUBLED");
    String field =
        doubled < 0
            ? attempt
            : attempt.substring(0, doubled)
                + attempt
                    .substring(doubled + "DOUBLED".length(), attempt.indexOf("REPEATED"))
                    .repeat(40)
                + attempt.substring(attempt.indexOf("REPEATED") + "REPEATED".length());

    assertRefused(() -> PipelineFiles.load(folder, "# " + field + "\n" + PIPELINE));
    assertRefused(() -> render(field));
  }

  @Test
  void whatIsPromisedIsAllowed() {
    String promised =
        "{% set xs = [3, 4] %}{# a comment #}{% for x in xs %}{% if loop.first and x is number %}"
            + "{{ x + 1 }}{% elif loop.index in [2] %}{{ xs[1] }}{% else %}-{% endif %}{% endfor %}"
            + "{% set m = {'a': {'b': 'C'}} %}{{ m.a['b'] | lower }}{% for k in m %}{{ k }}{% endfor %}"
            + "{% raw %}{% include %}{% endraw %}{{ (-2) | abs }}{{ 'a' if n is defined else 'b' }}"
            + "{% for i in range(1, 4) %}{{ i }}{% endfor %}{{ n | d('5') | int + 1 }}"
            + "{% set t %}T{% endset %}{{ t ~ (xs | length) }}{{ 'x' is not none }}";

    assertThat(PipelineFiles.faults(folder, "# " + promised + "\n" + PIPELINE)).isEmpty();
    assertThat(new TemplateRenderer(Map.of(), new Faults()).render(promised).text())
        .isEqualTo("44ca{% include %}2b1236T2true");
  }

  @Test
  void bracketsAndBlocksMayNotBeNestedWithoutEnd() {
    String brackets = "{{ " + "(".repeat(1_900) + "1" + ")".repeat(1_900) + " }}";
    String blocks = "{% if true %}".repeat(20_000) + "{% endif %}".repeat(20_000);

    for (String deep : List.of(brackets, blocks, "{{ " + "-".repeat(100_000) + "1 }}")) {
      assertRefused(() -> PipelineFiles.load(folder, "# " + deep + "\n" + PIPELINE));
    }
    assertRefused(() -> render(blocks));
  }

  @Test
  void bracesThatNeverCloseTakeNoTime() {
    assertThat(JinjaPart.of("{{".repeat(400_000))).isEmpty();
    assertThat(JinjaPart.of("{{ a }}{%".repeat(50_000))).hasSize(50_000);
  }

  @Test
  void moreVariantsThanAnyoneMeansAreRefusedBeforeTheyAreMade() {
    String many = "# {% set a = range(9000) %}{% set variants = {'b': a, 'c': a} %}\n";

    assertRefused(() -> PipelineFiles.load(folder, many + PIPELINE));
  }

  @Test
  void aLongFileIsRefused() {
    assertRefused(() -> PipelineFiles.load(folder, "#".repeat(1_000_001) + "\n" + PIPELINE));
  }

  @Test
  void aRefusalTellsTheLineTheNameAndWhatIsAllowed() {
    assertThat(
            PipelineFiles.faults(
                folder,
                "a: 1\n# {% include 'x' %}\nb: {{ x | attr('y') }}\nc: {{ now() }}{{ [1].pop() }}\n"
                    + "d: {% if 1 is odd %}{% endif %}\n"))
        .containsExactly(
            "file.yaml:2: tag 'include' is not allowed in a pipeline file; allowed are set, if, elif,"
                + " else, for, raw",
            "file.yaml:3: filter 'attr' is not allowed in a pipeline file; allowed are abs, d,"
                + " default, float, int, length, lower, string, trim, upper",
            "file.yaml:4: function 'now(…)' is not allowed in a pipeline file; allowed is range",
            "file.yaml:4: '.pop(…)' is not allowed in a pipeline file; values have no methods: read a"
                + " map by key, a list by index",
            "file.yaml:5: test 'is odd' is not allowed in a pipeline file; allowed are defined,"
                + " undefined, none, number, string");
  }

  @Test
  void aValueFromTheCommandLineIsNoTemplate() {
    String value = "{% include '/etc/hostname' %}{{ 'a'.class }}";

    assertThat(new TemplateRenderer(Map.of("x", value), new Faults()).render("{{ x }}").text())
        .isEqualTo(value);
  }

  private void render(String template) {
    Faults faults = new Faults();
    new TemplateRenderer(Map.of("x", "a"), faults).render(template);
    faults.refuse(Path.of("file.yaml"));
  }

  private void assertRefused(ThrowingCallable attempt) {
    assertThatExceptionOfType(PipelineFault.class)
        .isThrownBy(attempt)
        .satisfies(
            fault ->
                assertThat(fault.faults())
                    .isNotEmpty()
                    .allSatisfy(
                        each ->
                            assertThat(each.message() + each.fix())
                                .doesNotContain(SECRET)
                                .doesNotContainPattern("\\b(java|com|org|jinjava)\\.\\w")
                                .doesNotContainPattern("\\w(Exception|Error)\\b")));
  }
}
