package dev.satchel.image.system;

import dev.satchel.image.Extent;
import dev.satchel.image.header.Orientation;
import java.util.List;

/**
 * A picture as JPEG keeps it: brightness, and for a colour picture two colour differences, which
 * are smaller. Scaling these is less work than scaling red, green and blue, and the colours need
 * not be converted twice.
 *
 * @param planes one, or three
 */
record YuvPicture(List<Plane> planes) {

  Extent size() {
    return planes.getFirst().size();
  }

  boolean gray() {
    return planes.size() == 1;
  }

  /** With colour differences of half the width and height (4:2:0). */
  YuvPicture scaled(Extent target) {
    Extent half = target.everyNth(2);
    return new YuvPicture(
        gray()
            ? List.of(planes.getFirst().scaled(target))
            : List.of(
                planes.get(0).scaled(target),
                planes.get(1).scaled(half),
                planes.get(2).scaled(half)));
  }

  YuvPicture upright(Orientation orientation) {
    return new YuvPicture(planes.stream().map(plane -> plane.upright(orientation)).toList());
  }
}
