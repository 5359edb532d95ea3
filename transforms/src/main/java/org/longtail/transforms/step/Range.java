package org.longtail.transforms.step;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The range of a numeric configuration field, or of each element of a list of numbers. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Range {

  /** Least value. */
  double from() default Double.NEGATIVE_INFINITY;

  /** Greatest value. */
  double to() default Double.POSITIVE_INFINITY;

  /** Whether {@link #from} itself is refused. */
  boolean above() default false;

  /** Whether {@link #to} itself is refused. */
  boolean below() default false;
}
