package org.longtail.pipelines;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpreterFactory;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import org.jspecify.annotations.Nullable;

/** The engine's interpreter, which counts the values that expressions read and give. */
final class LimitedInterpreter extends JinjavaInterpreter {

  private final TemplateBudget budget;

  private LimitedInterpreter(
      Jinjava engine, Context context, JinjavaConfig config, TemplateBudget budget) {
    super(engine, context, config);
    this.budget = budget;
  }

  private LimitedInterpreter(JinjavaInterpreter other, TemplateBudget budget) {
    super(other);
    this.budget = budget;
  }

  /** Makes the interpreters of one rendering. */
  static InterpreterFactory factory(TemplateBudget budget) {
    return new InterpreterFactory() {
      @Override
      public JinjavaInterpreter newInstance(JinjavaInterpreter other) {
        return new LimitedInterpreter(other, budget);
      }

      @Override
      public JinjavaInterpreter newInstance(Jinjava engine, Context context, JinjavaConfig config) {
        return new LimitedInterpreter(engine, context, config, budget);
      }
    };
  }

  @Override
  public @Nullable Object resolveELExpressionSilently(String expression) {
    return counted(expression, super.resolveELExpressionSilently(expression));
  }

  @Override
  public @Nullable Object resolveELExpression(String expression, int line) {
    return counted(expression, super.resolveELExpression(expression, line));
  }

  @Override
  public @Nullable Object resolveELExpression(String expression, int line, int position) {
    return counted(expression, super.resolveELExpression(expression, line, position));
  }

  @Override
  public @Nullable Object retraceVariable(String variable, int line, int position) {
    Object value = super.retraceVariable(variable, line, position);
    budget.read(value);
    return value;
  }

  private @Nullable Object counted(String expression, @Nullable Object value) {
    budget.given(expression, value);
    return value;
  }
}
