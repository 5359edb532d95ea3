/**
 * Networks, masked training, losses and importance on DJL, without Beam: usable from any DJL
 * program.
 */
@NullMarked
package org.longtail.learning;

import org.jspecify.annotations.NullMarked;
