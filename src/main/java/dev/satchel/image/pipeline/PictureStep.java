package dev.satchel.image.pipeline;

import java.io.IOException;

/** One step between decoding and encoding. Stateless. */
public interface PictureStep {

  Picture apply(Picture picture, Plan plan) throws IOException;
}
