package org.longtail.transforms.step;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text field that says where something is, not what it is: it stays out of the step key,
 * which takes the content found there instead. A relative path in a pipeline file is meant from the
 * file's folder.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Location {}
