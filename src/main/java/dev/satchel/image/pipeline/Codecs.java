package dev.satchel.image.pipeline;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.satchel.image.header.ImageFormat;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * Readers and writers by name: the platform's own, which every registry holds, and those of
 * TwelveMonkeys, instantiated here. What a class loader's scan found plays no part, so results are
 * the same under every class loader. Any thread may call.
 */
public final class Codecs {

  private static final String PLATFORM = "com.sun.imageio.plugins.";

  private Codecs() {}

  /**
   * Has ImageIO hold in memory what it would else put into temporary files. To be said before each
   * picture, not at start: the first time loads the registry of all codecs.
   */
  public static void useNoFiles() {
    ImageIO.setUseCache(false);
  }

  /**
   * A new reader, which the caller disposes of. That of JPEG wraps the platform's: it passes over
   * faults in files that every browser shows, and converts CMYK and YCCK.
   */
  public static ImageReader reader(ImageFormat format) throws IOException {
    return switch (format) {
      case JPEG -> jpegReader();
      case PNG -> platformReader("png");
      case GIF -> platformReader("gif");
      case BMP -> platformReader("bmp");
      case TIFF, BIG_TIFF -> platformReader("tiff");
      case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
      case HEIF -> throw new IIOException("No decoder");
    };
  }

  /** A new writer of the platform, which the caller disposes of. */
  public static ImageWriter writer(String format) throws IOException {
    return platformProvider(ImageWriterSpi.class, format).createWriterInstance();
  }

  private static ImageReader platformReader(String format) throws IOException {
    return platformProvider(ImageReaderSpi.class, format).createReaderInstance();
  }

  /** Registration is how this provider finds the platform's reader, to which it delegates. */
  private static ImageReader jpegReader() throws IOException {
    JPEGImageReaderSpi provider = new JPEGImageReaderSpi();
    provider.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
    return provider.createReaderInstance(null);
  }

  private static <T extends ImageReaderWriterSpi> T platformProvider(Class<T> kind, String format)
      throws IIOException {
    Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
    while (providers.hasNext()) {
      T provider = providers.next();
      if (provider.getClass().getName().startsWith(PLATFORM + format)) {
        return provider;
      }
    }
    throw new IIOException("The platform has no codec for " + format);
  }
}
