package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("elsewhere")
final class LineMarksTest {

  private static RenderedText render(String template) {
    return new TemplateRenderer(Map.of(), new Faults()).render(template);
  }

  @Test
  void plainTextKeepsItsLines() {
    assertThat(render("a\nb\r\n\nc").lines()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void plainTextComesOutUnchanged() {
    assertThat(render("a\nb\r\n\n  c\n").text()).isEqualTo("a\nb\r\n\n  c\n");
  }

  @Test
  void setTagsKeepTheLines() {
    assertThat(render("{% set a = 1 %}\n# {% set b = 2 %}\nc").lines()).containsExactly(1, 2, 3);
  }

  @Test
  void linesOfALoopComeFromItsBody() {
    RenderedText rendered = render("a\n{% for x in [1, 2] %}\nb\n{% endfor %}\nc");

    assertThat(rendered.text()).isEqualTo("a\n\nb\n\nb\n\nc");
    assertThat(rendered.lines()).containsExactly(1, 2, 3, 4, 3, 4, 5);
  }

  @Test
  void linesAfterACommentAreThoseOfTheFile() {
    RenderedText rendered = render("a{# x\ny\nz #}\nb");

    assertThat(rendered.text()).isEqualTo("a\nb");
    assertThat(rendered.lines()).containsExactly(1, 4);
  }

  @Test
  void linesAfterATagOfSeveralLinesAreThoseOfTheFile() {
    RenderedText rendered = render("{% set a =\n 1 %}\nb: {{ a }}");

    assertThat(rendered.text()).isEqualTo("\nb: 1");
    assertThat(rendered.lines()).containsExactly(1, 3);
  }
}
