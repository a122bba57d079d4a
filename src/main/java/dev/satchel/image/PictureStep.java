package dev.satchel.image;

import java.io.IOException;

/** One step between decoding and encoding. Stateless. */
interface PictureStep {

  Picture apply(Picture picture, Plan plan) throws IOException;
}
