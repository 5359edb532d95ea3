package org.longtail.learning;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Map;

/**
 * An uninitialised block and the {@code state_dict} name of each of its parameters.
 *
 * @param block takes images, gives logits
 * @param names in network order
 */
record Architecture(Block block, Map<String, Parameter> names) {}
