package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
final class RenderingTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private String render(String template, Map<String, String> variables) {
    Faults faults = new Faults();
    String text = new TemplateRenderer(Variables.parse(variables), faults).render(template).text();
    faults.refuse(Path.of("file.yaml"));
    return text;
  }

  @Test
  void fileSetsAVariableThatTheCommandLineLeavesOut() {
    assertThat(render("# {% set seed = seed | default(3) %}\nseed: {{ seed }}\n", Map.of()))
        .isEqualTo("# \nseed: 3\n");
  }

  @Test
  void commandLineOverridesTheFile() {
    assertThat(
            render("# {% set seed = seed | default(3) %}\nseed: {{ seed }}\n", Map.of("seed", "7")))
        .isEqualTo("# \nseed: 7\n");
  }

  @Test
  void defaultKeepsItsType() {
    assertThat(render("{% set n = n | default(3) %}{{ n + 1 }}", Map.of())).isEqualTo("4");
  }

  @Test
  void defaultAcceptsJinjasSecondArgumentForEmptyValues() {
    assertThat(render("{{ n | default('none', true) }}", Map.of("n", "''"))).isEqualTo("none");
  }

  @Test
  void defaultMayItselfBeAVariable() {
    assertThat(render("{{ a | d(b) }}", Map.of("b", "2"))).isEqualTo("2");
  }

  @Test
  void listIsWrittenAsPythonWritesIt() {
    assertThat(render("{{ x }} {{ y }}", Map.of("x", "[1, 0.5]", "y", "[a, 'b, c']")))
        .isEqualTo("[1, 0.5] ['a', 'b, c']");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"en-US", "de-DE", "tr-TR", "ar-EG", "fa-IR", "th-TH-u-ca-buddhist-nu-thai"})
  void numbersAndLettersAreTheSameInEveryLocale(String locale) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      assertThat(
              render(
                  "{{ 0.5 }} {{ 1000000 }} {{ 1e-7 }} {{ 7 / 2 }} {{ n }}", Map.of("n", "1234.5")))
          .isEqualTo("0.5 1000000 1.0E-7 3.5 1234.5");
      assertThat(render("{{ '1234.5' | float }} {{ '1234' | int }}", Map.of()))
          .isEqualTo("1234.5 1234");
      assertThat(render("{{ 'IMAGE' | lower }} {{ 'image' | upper }}", Map.of()))
          .isEqualTo("image IMAGE");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void loopRunsOverAListFromTheCommandLine() {
    assertThat(render("{% for x in xs %}<{{ x * 2 }}>{% endfor %}", Map.of("xs", "[1, 2]")))
        .isEqualTo("<2><4>");
  }

  @Test
  void textWithBackslashesQuotesAndBracesStaysAsItIs() {
    String text = "C:\\new 'x' {{ y }} \"z\"";

    assertThat(render("{{ x }}", Map.of("x", text))).isEqualTo(text);
  }

  @Test
  void hashInATextIsNoComment() {
    assertThat(render("{{ x }}", Map.of("x", "a # b"))).isEqualTo("a # b");
  }

  @Test
  void dateStaysAsItIs() {
    assertThat(render("{{ x }}", Map.of("x", "2026-01-02"))).isEqualTo("2026-01-02");
  }

  @Test
  void truthValueIsYaml() {
    assertThat(render("{{ x }}{% if not x %} no{% endif %}", Map.of("x", "false")))
        .isEqualTo("false no");
  }

  @Test
  void whiteSpaceControlJoinsLines() {
    assertThat(render("a: 1\n  {%- if true %}2{% endif -%}\n  3\nb", Map.of()))
        .isEqualTo("a: 123\nb");
  }

  @Test
  void rawBlockStaysAsItIs() {
    assertThat(render("{% raw %}{{ x }}\n{% y %}{% endraw %}", Map.of()))
        .isEqualTo("{{ x }}\n{% y %}");
  }

  @Test
  void variablesWithoutAValueAreAllReportedWithTheirLines() {
    assertThat(PipelineFiles.faults(folder, "a: {{ x }}\nb:\n  - {{ y + 1 }}\nc: {{ z | int }}\n"))
        .containsExactly(
            "file.yaml:1: variable 'x' has no value; give it on the command line, or set it in the"
                + " file: {% set x = x | default(…) %}",
            "file.yaml:3: variable 'y' has no value; give it on the command line, or set it in the"
                + " file: {% set y = y | default(…) %}",
            "file.yaml:4: variable 'z' has no value; give it on the command line, or set it in the"
                + " file: {% set z = z | default(…) %}");
  }

  @Test
  void variableWithoutAValueIsToldWithTheNearestName() {
    assertThat(PipelineFiles.faults(folder, "{% set rho_m = 1 %}a: {{ rho }}"))
        .containsExactly("file.yaml:1: variable 'rho' has no value; did you mean 'rho_m'?");
  }

  @Test
  void conditionOnAVariableWithoutAValueIsAFault() {
    assertThat(PipelineFiles.faults(folder, "{% if x %}a{% endif %}"))
        .singleElement()
        .asString()
        .startsWith("file.yaml:1: variable 'x' has no value");
  }

  @Test
  void comparisonOfAVariableWithoutAValueIsAFault() {
    assertThat(PipelineFiles.faults(folder, "{% if x == 'a' or x > 1 %}a{% endif %}"))
        .singleElement()
        .asString()
        .startsWith("file.yaml:1: variable 'x' has no value");
  }

  @Test
  void variableMayBeAskedWhetherItIsDefined() {
    assertThat(render("{% if x is defined %}{{ x }}{% endif %}{{ x is undefined }}", Map.of()))
        .isEqualTo("true");
  }

  @Test
  void missingMemberOfAMapIsAFault() {
    assertThat(PipelineFiles.faults(folder, "a: {{ m.b }}", Map.of("m", "{a: 1}")))
        .containsExactly("file.yaml:1: 'm.b' has no value; correct it or give a default");
  }

  @Test
  void tagThatThereIsNotIsAFaultWithItsLine() {
    assertThat(PipelineFiles.faults(folder, "a: 1\n{% fro x in y %}\n"))
        .containsExactly(
            "file.yaml:2: tag 'fro' is not allowed in a pipeline file; allowed are set, if, elif, else,"
                + " for, raw");
  }

  @Test
  void faultyTemplateIsAFaultWithItsLine() {
    assertThat(PipelineFiles.faults(folder, "a: 1\n{% for x of y %}\n{% endfor %}"))
        .first()
        .asString()
        .startsWith("file.yaml:2: the Jinja template is faulty: ")
        .contains("x of y");
  }

  @Test
  void arithmeticWithATextIsAFaultWithItsLine() {
    assertThat(PipelineFiles.faults(folder, "a: 1\nb: {{ 'x' * 2 }}\n"))
        .first()
        .isEqualTo(
            "file.yaml:2: an expression or tag in this line cannot be worked out; see that its texts"
                + " are texts and its numbers are numbers");
  }

  @Test
  void unclosedExpressionIsAFault() {
    assertThat(PipelineFiles.faults(folder, "a: {{ x\n", Map.of("x", "1")))
        .anyMatch(fault -> fault.startsWith("file.yaml:") && fault.contains("Jinja"));
  }

  @Test
  void givenVariableThatTheFileDoesNotUseIsAFaultWithTheNearestName() {
    assertThat(PipelineFiles.faults(folder, "a: {{ epochs }}", Map.of("epoch", "1", "epochs", "2")))
        .first()
        .isEqualTo(
            "file.yaml: variable 'epoch' is given, but the file does not use it; did you mean"
                + " 'epochs'?");
  }

  @Test
  void mistakenVariableIsToldTogetherWithTheOneThatIsMissing() {
    assertThat(PipelineFiles.faults(folder, "a: {{ epochs }}", Map.of("epoch", "1"))).hasSize(2);
  }

  @Test
  void givenVariableThatTheFileSetsItselfIsAFault() {
    assertThat(
            PipelineFiles.faults(
                folder, "#\n# {% set seed = 3 %}\na: {{ seed }}", Map.of("seed", "1")))
        .first()
        .isEqualTo(
            "file.yaml:2: variable 'seed' is given, but the file sets it all the same; write"
                + " {% set seed = seed | default(…) %}");
  }

  @Test
  void variableOfABranchThatIsNotTakenCountsAsUsed() {
    assertThat(PipelineFiles.faults(folder, "{% if false %}{{ x }}{% endif %}[", Map.of("x", "1")))
        .noneMatch(fault -> fault.contains("'x'"));
  }
}
