package org.longtail.pipelines;

import com.hubspot.jinjava.el.TypeConvertingMapELResolver;
import com.hubspot.jinjava.el.ext.JinjavaListELResolver;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.util.ForLoop;
import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import jinjava.javax.el.PropertyNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a dot or in brackets: a key of a map, an index of a list, a number of {@code
 * loop}. Java's objects have no members here, so that no template gets from a value to its class.
 */
final class PlainResolver extends ELResolver {

  private static final Pattern INDEX = Pattern.compile("-?\\d{1,9}");

  private final ELResolver maps = new TypeConvertingMapELResolver(true);
  private final ELResolver lists = new JinjavaListELResolver(true);

  @Override
  public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
    if (base == null) {
      return null;
    }
    context.setPropertyResolved(true);
    String name = String.valueOf(property);
    if (base instanceof Map<?, ?>) {
      return maps.getValue(context, base, property);
    }
    if (base instanceof List<?> && INDEX.matcher(name).matches()) {
      return lists.getValue(context, base, property);
    }
    if (base instanceof ForLoop loop) {
      return ofLoop(loop, name);
    }
    if (base instanceof ExpTest) {
      // The engine looks for a property before it calls the method.
      throw new PropertyNotFoundException(name);
    }
    if (base instanceof Undefined undefined) {
      undefined.report();
      return null;
    }
    throw new TemplateRefusal(
        String.format(
            Locale.ROOT, "the template asks for '%s' of something that has no parts", name),
        "only maps have keys, and lists indices from 0");
  }

  private static Object ofLoop(ForLoop loop, String name) {
    return switch (name) {
      case "index" -> loop.getIndex();
      case "index0" -> loop.getIndex0();
      case "revindex" -> loop.getRevindex();
      case "revindex0" -> loop.getRevindex0();
      case "first" -> loop.isFirst();
      case "last" -> loop.isLast();
      case "length" -> loop.getLength();
      default ->
          throw new TemplateRefusal(
              String.format(Locale.ROOT, "there is no 'loop.%s'", name),
              "take index, index0, revindex, revindex0, first, last or length");
    };
  }

  @Override
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      Object method,
      Class<?> @Nullable [] types,
      @Nullable Object[] arguments) {
    context.setPropertyResolved(true);
    if (base instanceof ExpTest test) {
      // Its arguments are the value, the interpreter, and what stands in parentheses.
      Object[] own = Arrays.copyOfRange(arguments, 2, arguments.length);
      boolean holds = test.evaluate(arguments[0], JinjavaInterpreter.getCurrent(), own);
      return holds != method.equals("evaluateNegated");
    }
    throw new TemplateRefusal(
        String.format(Locale.ROOT, "'.%s(…)' is not allowed in a pipeline file", method),
        "values have no methods: read a map by key, a list by index");
  }

  @Override
  public Class<?> getType(ELContext context, @Nullable Object base, Object property) {
    return Object.class;
  }

  @Override
  public void setValue(
      ELContext context, @Nullable Object base, Object property, @Nullable Object value) {
    throw new TemplateRefusal("a template may not change a value", "set another variable");
  }

  @Override
  public boolean isReadOnly(ELContext context, @Nullable Object base, Object property) {
    return true;
  }

  @Override
  public Iterator<FeatureDescriptor> getFeatureDescriptors(
      ELContext context, @Nullable Object base) {
    return Collections.emptyIterator();
  }

  @Override
  public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
    return Object.class;
  }
}
