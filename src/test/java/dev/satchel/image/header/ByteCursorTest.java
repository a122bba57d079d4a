package dev.satchel.image.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;
import org.junit.jupiter.api.Test;

class ByteCursorTest {

  @Test
  void readsNumberByNumber() {
    var cursor = new ByteCursor(ImageBytes.of(new byte[] {1, 2, 3, (byte) 0xFF, 5, 6}));

    assertThat(cursor.number(0)).isZero();
    assertThat(cursor.u8()).isEqualTo(1);
    assertThat(cursor.u16()).isEqualTo(0x0203);
    cursor.skip(1);
    assertThat(cursor.number(2)).isEqualTo(0x0506);
    assertThatThrownBy(cursor::u8).isInstanceOf(MissingBytes.class);
  }
}
