package dev.satchel.image.header;

/**
 * The colours of a HEIC or AVIF that are told by numbers instead of by a profile (ITU-T H.273, the
 * {@code nclx} of ISO/IEC 14496-12, 12.1.5).
 *
 * @param primaries what the three colours are (H.273, table 2)
 * @param transfer how light becomes numbers (H.273, table 3)
 */
public record CodedColours(int primaries, int transfer) {

  /** BT.2020, and BT.2100. */
  public static final int BT_2020 = 9;

  /** DCI-P3. */
  public static final int DCI_P3 = 11;

  /** Display P3. */
  public static final int DISPLAY_P3 = 12;

  /** The display's gamma of 2.2. */
  public static final int GAMMA_22 = 4;

  /** The display's gamma of 2.8. */
  public static final int GAMMA_28 = 5;

  /** Numbers are light. */
  public static final int LINEAR = 8;

  /** The perceptual quantizer of BT.2100, up to 10,000 candela per square metre. */
  public static final int PQ = 16;

  /** The hybrid log-gamma of BT.2100. */
  public static final int HLG = 18;

  /** Whether the numbers mean, as closely as eyes tell, what they mean in sRGB. */
  public boolean standard() {
    return !wide() && !curved();
  }

  /** Whether its colours go beyond those of sRGB. */
  private boolean wide() {
    return primaries == BT_2020 || primaries == DCI_P3 || primaries == DISPLAY_P3;
  }

  private boolean curved() {
    return transfer == GAMMA_22 || transfer == GAMMA_28 || transfer == LINEAR || bright();
  }

  /** Whether there is light brighter than the white of a page. */
  public boolean bright() {
    return transfer == PQ || transfer == HLG;
  }
}
