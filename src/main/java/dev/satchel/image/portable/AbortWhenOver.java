package dev.satchel.image.portable;

import dev.satchel.image.pipeline.Deadline;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Makes a reader give up in mid-picture when the time is over. For one picture and thread. */
final class AbortWhenOver implements IIOReadProgressListener {

  private final Deadline deadline;
  private boolean begun;

  AbortWhenOver(Deadline deadline) {
    this.deadline = deadline;
  }

  /** Whether some of the picture has been decoded. */
  boolean begun() {
    return begun;
  }

  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    begun |= percentageDone > 0;
    if (deadline.over()) {
      source.abort();
    }
  }

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {}

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}
}
