package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.util.Arrays;
import java.util.Optional;

/** The formats that we recognise, by signature and never by declared type. */
public enum ImageFormat {
  JPEG {
    @Override
    boolean signs(ImageBytes bytes) {
      return bytes.matches(0, "\u00FF\u00D8\u00FF");
    }
  },
  PNG {
    @Override
    boolean signs(ImageBytes bytes) {
      return bytes.matches(0, "\u0089PNG\r\n\u001A\n");
    }
  },
  GIF {
    @Override
    boolean signs(ImageBytes bytes) {
      return bytes.matches(0, "GIF87a") || bytes.matches(0, "GIF89a");
    }
  },
  WEBP {
    @Override
    boolean signs(ImageBytes bytes) {
      return bytes.matches(0, "RIFF") && bytes.matches(8, "WEBP");
    }
  },
  TIFF {
    @Override
    boolean signs(ImageBytes bytes) {
      return bytes.matches(0, "II*\0") || bytes.matches(0, "MM\0*");
    }
  },
  /** A TIFF with offsets of 8 bytes. */
  BIG_TIFF {
    @Override
    boolean signs(ImageBytes bytes) {
      return bytes.matches(0, "II+\0") || bytes.matches(0, "MM\0+");
    }
  },
  BMP {
    @Override
    boolean signs(ImageBytes bytes) {
      return bytes.matches(0, "BM");
    }
  },
  /** HEIC and AVIF: one container. */
  HEIF {
    @Override
    boolean signs(ImageBytes bytes) {
      return HeifHeader.signs(bytes);
    }
  };

  /** The format whose signature the bytes begin with, if any. */
  public static Optional<ImageFormat> of(ImageBytes bytes) {
    return Arrays.stream(values()).filter(format -> format.signs(bytes)).findFirst();
  }

  abstract boolean signs(ImageBytes bytes);
}
