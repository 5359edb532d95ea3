package org.longtail.runners;

/**
 * One line of a run's list of steps.
 *
 * @param name as in the pipeline file
 * @param variant the experiment variant
 * @param type the step's type
 * @param key digest of the step key
 * @param cached whether the step and all its parts were taken from the store
 * @param seconds wall time that this run spent on the step and its parts
 */
record FinishedStep(
    String name, String variant, String type, String key, boolean cached, double seconds) {}
