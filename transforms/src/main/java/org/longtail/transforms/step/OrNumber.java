package org.longtail.transforms.step;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text field of a configuration that holds a word or a number, such as {@code auto} or {@code
 * 0.7}. A complete configuration has the number in one spelling, so that {@code 0.70} is the same
 * setting.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OrNumber {}
