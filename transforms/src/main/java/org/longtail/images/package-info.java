/**
 * Labelled images before they become tensors, without Beam or DJL: reading data sets, cutting
 * long-tailed subsets, drawing epochs (equation 1), augmenting. All randomness comes from {@link
 * org.longtail.images.Draws}, so that the same seed gives the same images on any machine.
 *
 * <pre>
 *   IDX files --IdxSplit--+
 *   CIFAR-100 --CifarFile-+
 *   JPEG, PNG --ImageList-+-> LabelledImages --toFile--> images-train.arrow, images-test.arrow
 *                               |  ^
 *                      LongTailedCut (N_i = floor(N_max (1/beta)^(i/(K-1))))
 *
 *   labels, p(y) --ClassDraws--> image numbers of one epoch --PixelWriter--> float batch, NHWC
 *                                                         (Crop, Distortion)
 * </pre>
 */
@NullMarked
package org.longtail.images;

import org.jspecify.annotations.NullMarked;
