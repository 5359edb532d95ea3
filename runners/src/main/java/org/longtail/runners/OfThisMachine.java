package org.longtail.runners;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What depends on the machine on purpose, such as its time zone: what a person sees there. The
 * build forbids it elsewhere.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface OfThisMachine {}
